import type { XmlListener } from './xml.ts';

/** The words of one text: runs of rich text joined, reading aids of Asian scripts left out. */
export class TextCollector {
  #parts: string[] = [];
  #inText = false;
  #inAid = false;

  begin(): void {
    this.#parts = [];
    this.#inText = false;
    this.#inAid = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.#inAid = true;
    if (name === 't') this.#inText = !this.#inAid;
  }

  text(text: string): void {
    if (this.#inText) this.#parts.push(text);
  }

  close(name: string): void {
    if (name === 'rPh') this.#inAid = false;
    if (name === 't') this.#inText = false;
  }

  get whole(): string {
    return this.#parts.join('');
  }
}

/** The list of texts that cells point to by number. */
export class TextList implements XmlListener {
  readonly texts: string[] = [];
  readonly #collector = new TextCollector();

  open(name: string): void {
    if (name === 'si') this.#collector.begin();
    else this.#collector.open(name);
  }

  text(text: string): void {
    this.#collector.text(text);
  }

  close(name: string): void {
    if (name === 'si') this.texts.push(this.#collector.whole);
    else this.#collector.close(name);
  }
}
