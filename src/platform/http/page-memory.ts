import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const compressionLevel = 6;
/** A page is kept with its compressed form; together about this much of memory. */
const bytesMaxDefault = 64 * 1024 * 1024;

/** A page as it goes out, plain and compressed. */
export interface KeptPage {
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

interface Place {
  readonly stamp: string;
  readonly page: Promise<KeptPage | undefined>;
  bytes: number;
}

/**
 * Pages that were made before. A page is made once for each stamp, which names the state of the
 * facts that it shows; many who ask at once wait for one making. The pages asked for least recently
 * give way when the memory is full. It holds nothing that cannot be made again.
 */
export class PageMemory {
  readonly #bytesMax: number;
  readonly #places = new Map<string, Place>();
  #bytes = 0;

  constructor(bytesMax: number = bytesMaxDefault) {
    this.#bytesMax = bytesMax;
  }

  /**
   * The page under the key, made anew when the stamp differs from the one it was made for.
   * Undefined when there is nothing to make; that is not kept.
   */
  async recall(
    key: string,
    stamp: string,
    make: () => Promise<string | undefined>,
  ): Promise<KeptPage | undefined> {
    const kept = this.#places.get(key);
    if (kept?.stamp === stamp) {
      // The order of the map is the order of use.
      this.#places.delete(key);
      this.#places.set(key, kept);
      return kept.page;
    }
    this.#forget(key);
    const place: Place = { stamp, page: make().then(prepare), bytes: 0 };
    this.#places.set(key, place);
    try {
      const page = await place.page;
      if (page === undefined) this.#forgetPlace(key, place);
      else this.#count(key, place, page);
      return page;
    } catch (error) {
      this.#forgetPlace(key, place);
      throw error;
    }
  }

  #count(key: string, place: Place, page: KeptPage): void {
    if (this.#places.get(key) !== place) return;
    place.bytes = page.plain.length + page.compressed.length;
    this.#bytes += place.bytes;
    for (const oldest of this.#places.keys()) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#forget(oldest);
    }
  }

  #forgetPlace(key: string, place: Place): void {
    if (this.#places.get(key) === place) this.#forget(key);
  }

  #forget(key: string): void {
    this.#bytes -= this.#places.get(key)?.bytes ?? 0;
    this.#places.delete(key);
  }
}

async function prepare(text: string | undefined): Promise<KeptPage | undefined> {
  if (text === undefined) return undefined;
  const plain = Buffer.from(text);
  return { plain, compressed: await compress(plain, { level: compressionLevel }) };
}
