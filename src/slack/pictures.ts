import type { Chart } from '../application/chart-ports.js';
import type { DigestModel } from '../application/digest-model.js';
import type { HomeModel } from '../application/models.js';
import type { Clock, Logger } from '../application/ports.js';
import { OutsideError } from '../domain/errors.js';

/**
 * Shows a model with pictures in it, and once more in words when Slack refuses that. `inWords`: the same without pictures;
 * undefined when it has none.
 */
export type ShowPictures = <M, T>(
  model: M,
  inWords: M | undefined,
  show: (model: M) => Promise<T>,
) => Promise<T>;

/** Long enough that one retry of a delivery goes out in words, short enough that pictures come back by themselves. */
const IN_WORDS_FOR_MS = 10 * 60_000;

/**
 * Slack downloads pictures while it handles a call, and refuses the whole call when it cannot
 * (https://github.com/slackapi/python-slack-sdk/issues/1782). Then words do for a while, so that not every call is made twice.
 */
export function createPictures({
  log,
  clock,
}: {
  readonly log: Pick<Logger, 'warn'>;
  readonly clock: Clock;
}): ShowPictures {
  let inWordsUntil = 0;
  return async (model, inWords, show) => {
    if (inWords === undefined) return show(model);
    if (clock.now().getTime() < inWordsUntil) return show(inWords);
    try {
      return await show(model);
    } catch (error) {
      if (!mayBeOfAPicture(error)) throw error;
      inWordsUntil = clock.now().getTime() + IN_WORDS_FOR_MS;
      // Without Slack's own text: the address of a picture is a secret.
      log.warn(
        { code: error.code },
        'Slack refused a picture, so words go out for ten minutes; PUBLIC_URL must be reachable from the internet for pictures',
      );
      return show(inWords);
    }
  };
}

/** A digest with words in place of its picture; undefined when it has none. */
export function digestInWords(digest: DigestModel): DigestModel | undefined {
  const { chart } = digest;
  return chart?.url === undefined ? undefined : { ...digest, chart: inWords(chart) };
}

/** A Home with words in place of its pictures; undefined when it has none. */
export function homeInWords(home: HomeModel): HomeModel | undefined {
  if (home.kind !== 'owner' || home.charts.every(({ url }) => url === undefined)) return undefined;
  return { ...home, charts: home.charts.map(inWords) };
}

function inWords({ url: _, ...chart }: Chart): Chart {
  return chart;
}

/** Slack's code for blocks that it cannot show; that of views is another where their arguments are checked. */
function mayBeOfAPicture(error: unknown): error is OutsideError {
  return (
    error instanceof OutsideError &&
    error.service === 'slack' &&
    error.failure === 'refused' &&
    (error.code === 'invalid_blocks' || error.code === 'invalid_arguments')
  );
}
