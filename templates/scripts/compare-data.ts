// Loads names and figures of agencies. docs/formats.md describes the files.
import { bring } from "./bring";

const VERSION = 1;
const SLUG = /^[a-z0-9-]{1,64}$/;

/** A file is of a version that this script does not know. */
export class VersionError extends Error {}

/** Whole fen; text where a number cannot hold it; null: left blank. */
export type Fen = number | string | null;

export interface Year {
  year: number;
  contracts: number;
  sanctions: number;
  /** The states of the duties: pay, policy, results. */
  states: string[];
  /** By tier: headcount and total; null: there is no row. */
  tiers: ([people: number | null, total: Fen] | null)[];
}

export interface Agency {
  slug: string;
  name: string;
  short: string;
  years: Map<number, Year>;
}

export interface Named {
  slug: string;
  name: string;
  short: string;
  district?: [zh: string, en: string];
  /** Pinyin, syllables with spaces between them; that of a short name behind a bar. */
  sounds: string;
}

type NameRow = [slug: string, name: string, short: string, district: number, size: string, sounds: string];
type YearRow = [Year["year"], Year["contracts"], Year["sanctions"], Year["states"], Year["tiers"]];
type AgencyRow = [slug: string, name: string, short: string, years: YearRow[]];
type Names = { version: number; districts: [string, string][]; agencies: NameRow[] };
type Figures = { version: number; agencies: AgencyRow[] };

declare global {
  interface Window {
    gongshiCompare?: { names(payload: Names): void; figures(payload: Figures): void };
  }
}

/** FNV-1a of 32 bits; slugs are ASCII. */
function hash(slug: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < slug.length; i++) h = Math.imul(h ^ slug.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

export class Data {
  private readonly files = new Map<string, Promise<Names | Figures>>();
  private said: Names | Figures | undefined;

  /** The folder is a relative address that ends in compare/data/ or data/. */
  constructor(
    private readonly folder: string,
    private readonly shards: number,
  ) {
    const hear = (payload: Names | Figures): void => void (this.said = payload);
    window.gongshiCompare = { names: hear, figures: hear };
  }

  private file(name: string): Promise<Names | Figures> {
    let loading = this.files.get(name);
    if (!loading) {
      const url = `${this.folder}${name}.js`;
      loading = bring(url, () => {
        const { said } = this;
        this.said = undefined;
        if (said && said.version !== VERSION) throw new VersionError(url);
        return said;
      });
      loading.catch(() => this.files.delete(name));
      this.files.set(name, loading);
    }
    return loading;
  }

  async names(): Promise<Named[]> {
    const { districts, agencies } = (await this.file("names")) as Names;
    return agencies.map(([slug, name, short, district, , sounds]) => ({ slug, name, short, district: districts[district], sounds }));
  }

  /** An agency's figures; undefined where the site has no such agency. */
  async agency(slug: string): Promise<Agency | undefined> {
    if (!SLUG.test(slug)) return undefined;
    const { agencies } = (await this.file(`${this.shards}-${hash(slug) & (this.shards - 1)}`)) as Figures;
    const row = agencies.find(([s]) => s === slug);
    if (!row) return undefined;
    const years = row[3].map(([year, contracts, sanctions, states, tiers]): [number, Year] => [year, { year, contracts, sanctions, states, tiers }]);
    return { slug, name: row[1], short: row[2], years: new Map(years) };
  }
}
