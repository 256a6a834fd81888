// What lists of browsers before 2019 lack: those inside WeChat on old phones are among them.

/** The entries of lists, one after another. */
export function flat<T>(lists: readonly T[][]): T[] {
  return ([] as T[]).concat(...lists);
}
