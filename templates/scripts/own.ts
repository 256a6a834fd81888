// Loads further files of our own into the page of a record, as classic scripts, which works
// from any host and from a folder on a disk, where fetch is refused.

/** The only addresses that may become scripts. */
const OURS = /^(?:\.\.\/)*peers\.js$/;

/** The name of the policy stands in the content security policy of every page. */
const POLICY = "gongshi-record";

interface Policy {
  createScriptURL(url: string): string;
}

let policy: Policy | undefined;

function check(url: string): string {
  if (!OURS.test(url)) throw new TypeError(`not a file of the page: ${url}`);
  return url;
}

/** Runs one of our scripts. */
export function script(url: string): Promise<void> {
  const types = (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes;
  policy ??= types?.createPolicy(POLICY, { createScriptURL: check });
  return new Promise((resolve, reject) => {
    const e = document.createElement("script");
    e.onload = () => {
      e.remove();
      resolve();
    };
    e.onerror = () => {
      e.remove();
      reject(new Error(url));
    };
    // The type of src knows nothing of trusted types; without them check does the work.
    e.src = policy ? policy.createScriptURL(url) : check(url);
    document.head.append(e);
  });
}
