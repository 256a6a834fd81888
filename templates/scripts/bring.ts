// Runs our own files as scripts, which works from any host and from a folder on a disk,
// where fetch is refused. It is the only place where a script makes a script.

/** A file could not be loaded, or said nothing. */
export class LoadError extends Error {}

/** The only addresses that may become scripts, whichever page asks. */
const OURS =
  /^(?:\.\.\/)*(?:(?:search\/)?index\/(?:root|(?:pack-)?[0-9a-f]{20}|[0-9a-f]{20}-\d+)|assets\/search-more-[0-9a-f]{16}|(?:compare\/)?data\/(?:names|\d+-\d+)|(?:[a-z]+\/)?rows|files|peers)\.js(?:\?\d+)?$/;

interface Policy {
  createScriptURL(url: string): string;
}

declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
    /** A page can make its policy once, whichever of its scripts is the first to ask. */
    gongshiPolicy?: Policy;
  }
}

const rules: Policy = {
  createScriptURL(url) {
    if (!OURS.test(url)) throw new TypeError(`not ours: ${url}`);
    return url;
  },
};

/** What failed, which is not asked of a cache again. */
const failed = new Set<string>();

/**
 * Runs the file at a relative address. heard takes what the file has said, before
 * another one runs; undefined: nothing, the file is cut off or another.
 */
export function bring<T>(url: string, heard: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const e = document.createElement("script");
    e.onload = e.onerror = () => {
      e.remove();
      try {
        const said = heard();
        if (said === undefined) throw new LoadError(url);
        resolve(said);
      } catch (error) {
        failed.add(url);
        reject(error);
      }
    };
    // Without trusted types the rules do the work.
    const policy = (window.gongshiPolicy = window.gongshiPolicy || window.trustedTypes?.createPolicy("gongshi", rules) || rules);
    e.src = policy.createScriptURL(failed.has(url) ? `${url}?${Date.now()}` : url);
    document.head.append(e);
  });
}
