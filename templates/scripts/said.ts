// What scripts say. The words of the page's language stand in files that a page loads before
// its scripts (internal/site/said.go), and not in the pages.

/** The words of a script; undefined where the file was not loaded. */
export function said<T>(script: string): T | undefined {
  return (window as { gongshiWords?: Record<string, unknown> }).gongshiWords?.[script] as T | undefined;
}
