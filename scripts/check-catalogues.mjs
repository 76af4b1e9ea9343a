// Part of `npm run lint`: every catalogue in src/i18n/catalogues has the keys of en.ts, no more and no less, each with
// the same placeholders, and nothing in ICU syntax that its language does not know; and every key is used somewhere in
// src. A key that is used and stands in no catalogue does not compile, so the compiler looks after those.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, transformSync } from '@swc/core';
import { IntlMessageFormat } from 'intl-messageformat';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const src = join(root, 'src');
const folder = join(src, 'i18n', 'catalogues');
const typescript = { syntax: 'typescript', decorators: true };

// Of @formatjs/icu-messageformat-parser.
const TYPES = { argument: 1, number: 2, date: 3, time: 4, select: 5, plural: 6 };
/** A number may be counted in one language and only written in another; both write it as their language does. */
const NAMES = {
  [TYPES.argument]: 'text',
  [TYPES.number]: 'a number',
  [TYPES.plural]: 'a number',
  [TYPES.date]: 'a date',
  [TYPES.time]: 'a time',
  [TYPES.select]: 'a choice',
};

const catalogues = new Map();
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  catalogues.set(basename(file, '.ts'), await catalogueIn(file));
}
const en = catalogues.get('en');
const problems = [
  ...[...catalogues].flatMap(([locale, catalogue]) => problemsOf(locale, catalogue)),
  ...unusedKeys().map((key) => `en.ts: ${key} is used nowhere in src`),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else
  console.log(`The catalogues ${[...catalogues.keys()].join(', ')} agree, and all of their keys are used.`);

/** A catalogue imports nothing but types, so what is left of it needs no file around it. */
async function catalogueIn(file) {
  const { code } = transformSync(readFileSync(join(folder, file), 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { parser: typescript, target: 'es2022' },
    module: { type: 'es6' },
  });
  const exported = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const [catalogue] = Object.values(exported);
  return catalogue;
}

function problemsOf(locale, catalogue) {
  const file = `${locale}.ts`;
  const missing = Object.keys(en).filter((key) => !Object.hasOwn(catalogue, key));
  const unknown = Object.keys(catalogue).filter((key) => !Object.hasOwn(en, key));
  const both = Object.keys(catalogue).filter((key) => Object.hasOwn(en, key));
  return [
    ...missing.map((key) => `${file}: ${key} is missing`),
    ...unknown.map(
      (key) => `${file}: ${key} stands in no other catalogue; en.ts is the one that they follow`,
    ),
    ...both.flatMap((key) =>
      messageProblems(locale, catalogue[key], en[key]).map((why) => `${file}: ${key} ${why}`),
    ),
  ];
}

function messageProblems(locale, message, english) {
  if (message.trim() === '') return ['is empty'];
  // In ICU's syntax it quotes what follows, and a placeholder would be shown as it is written.
  if (message.includes("'")) return ['has a straight apostrophe; write ’'];
  let ast;
  try {
    ast = astOf(message, locale);
  } catch (error) {
    return [`cannot be read: ${error.message}`];
  }
  const [own, expected] = [placeholdersOf(ast), placeholdersOf(astOf(english, 'en'))];
  return [
    ...expected.filter((one) => !own.includes(one)).map((one) => `lacks ${one}`),
    ...own.filter((one) => !expected.includes(one)).map((one) => `has ${one}, which en.ts has not`),
    ...strangePlurals(ast, locale),
  ];
}

function astOf(message, locale) {
  return new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst();
}

/** `{count} as a number`, each once, in order. */
function placeholdersOf(ast) {
  const found = elementsOf(ast)
    .filter(({ type }) => NAMES[type])
    .map(({ type, value, options }) => {
      const choices = type === TYPES.select ? ` of ${Object.keys(options).sort().join(', ')}` : '';
      return `{${value}} as ${NAMES[type]}${choices}`;
    });
  return [...new Set(found)].sort();
}

function elementsOf(ast) {
  return ast.flatMap((element) => [
    element,
    ...Object.values(element.options ?? {}).flatMap((option) => elementsOf(option.value)),
  ]);
}

/** A form that the language has not would never be shown. */
function strangePlurals(ast, locale) {
  return elementsOf(ast)
    .filter(({ type }) => type === TYPES.plural)
    .flatMap(({ value, options, pluralType }) => {
      const rules = new Intl.PluralRules(locale, { type: pluralType });
      const known = rules.resolvedOptions().pluralCategories;
      const strange = Object.keys(options).filter((form) => !form.startsWith('=') && !known.includes(form));
      return strange.map((form) => `counts {${value}} in “${form}”, a plural that ${locale} has not`);
    });
}

/** Those of which no text in the code is the key, nor a template such as `state.${state}` that may become it. */
function unusedKeys() {
  const texts = new Set();
  const templates = [];
  for (const file of codeFiles()) {
    const program = parseSync(readFileSync(file, 'utf8'), typescript);
    visit(program, (node) => {
      if (node.type === 'StringLiteral') texts.add(node.value);
      if (node.type === 'TemplateLiteral') templates.push(templateOf(node));
    });
  }
  const patterns = templates.filter((pattern) => pattern !== undefined);
  return Object.keys(en).filter((key) => !texts.has(key) && !patterns.some((pattern) => pattern.test(key)));
}

function codeFiles() {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/^(?:i18n[\\/]catalogues|sandbox)[\\/]/.test(name))
    .map((name) => join(src, name));
}

function visit(node, look) {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, look);
  } else if (typeof node === 'object' && node !== null) {
    look(node);
    for (const one of Object.values(node)) visit(one, look);
  }
}

/**
 * What is put in is one word between two dots of the key. undefined for a template that names no place of a key first, for
 * it would fit them all.
 */
function templateOf({ quasis }) {
  const [first, ...others] = quasis.map(({ raw }) => raw);
  if (others.length === 0 || !/^[a-z][a-z-]*\.([a-z-]+\.)*$/.test(first)) return undefined;
  if (!others.every((part) => /^[a-z.-]*$/.test(part))) return undefined;
  const escaped = [first, ...others].map((part) => part.replaceAll('.', String.raw`\.`));
  return new RegExp(`^${escaped.join('[a-z0-9-]+')}$`);
}
