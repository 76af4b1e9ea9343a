/** Trying a token, and what a browser does on GitHub's pages, are the visitor's calls, not PATrol's. */
export function isOfTheApp(caller: string): boolean {
  return !/^(browser$|fine-grained:|classic:)/.test(caller);
}
