// Brings in a shared file that pages show and do not hold. It is a script that sets a
// variable, since from a folder on a disk nothing can be fetched.

/** The only addresses that may become scripts. */
const OURS = /^(?:\.\.\/)*(?:files|peers)\.js$/;

type Policy = { createScriptURL(url: string): string };

declare global {
  interface Window {
    /** A page can make the policy once, whichever of its scripts asks first. */
    gongshiPolicy?: Policy;
  }
}

function check(url: string): string {
  if (!OURS.test(url)) throw new TypeError(`not a shared file: ${url}`);
  return url;
}

const brought = new Map<string, Promise<void>>();

/** Runs the script at a relative address, once. */
export function bring(url: string): Promise<void> {
  let p = brought.get(url);
  if (!p) {
    p = new Promise((resolve, reject) => {
      window.gongshiPolicy = window.gongshiPolicy || window.trustedTypes?.createPolicy("gongshi", { createScriptURL: check });
      const e = document.createElement("script");
      e.onload = () => resolve();
      e.onerror = () => {
        e.remove();
        brought.delete(url); // it may work the next time
        reject(new Error(url));
      };
      e.src = window.gongshiPolicy ? window.gongshiPolicy.createScriptURL(url) : check(url);
      document.head.append(e);
    });
    brought.set(url, p);
  }
  return p;
}
