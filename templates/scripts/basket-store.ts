// The basket: the agencies that a reader means to compare, kept in the browser.

/** How many agencies are compared at most. */
export const MOST = 6;

const KEY = "gongshi.compare";

/** The slug and the name of an agency. */
export type Entry = [slug: string, name: string];

/** What is in the basket; nothing where storage is refused or holds what is not ours. */
export function load(): Entry[] {
  try {
    const list = JSON.parse(localStorage.getItem(KEY)!) as Entry[];
    return list.filter((entry) => entry.every((text) => text && typeof text === "string") && entry.length > 1).slice(0, MOST);
  } catch {
    return [];
  }
}

/** Keeps the basket; false where storage is refused. */
export function save(list: Entry[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}
