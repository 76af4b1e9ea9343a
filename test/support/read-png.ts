import { inflateSync } from 'node:zlib';

/** As much of a PNG as tests ask for: 8 bits each of red, green, blue and alpha, not interlaced. */
export interface Png {
  readonly width: number;
  readonly height: number;
  /** How many pixels have this colour, `rrggbbaa`. */
  count(colour: string): number;
}

const SIGNATURE = '89504e470d0a1a0a';
const PIXEL = 4;

/** @throws Error when it is none, or one of another kind */
export function readPng(bytes: Uint8Array): Png {
  const file = Buffer.from(bytes);
  if (file.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('This is no PNG');
  const chunks = chunksOf(file);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  if (header.subarray(8).toString('hex') !== '0806000000') throw new Error('This PNG is of another kind');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const data = chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data);
  return {
    width,
    height,
    count: (colour) => countOf(colour, pixelsOf(inflateSync(Buffer.concat(data)), width)),
  };
}

function countOf(colour: string, pixels: Uint8Array): number {
  const wanted = Number.parseInt(colour, 16);
  const view = new DataView(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  let count = 0;
  for (let at = 0; at < pixels.length; at += PIXEL) if (view.getUint32(at) === wanted) count += 1;
  return count;
}

function chunksOf(file: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

/** Takes the filter off each line: https://www.w3.org/TR/png-3/#9Filter-types */
function pixelsOf(data: Uint8Array, width: number): Uint8Array {
  const size = width * PIXEL;
  const pixels = new Uint8Array((data.length / (size + 1)) * size);
  for (let at = 0; at < pixels.length; at += 1) {
    const [line, column] = [Math.floor(at / size), at % size];
    const left = column < PIXEL ? 0 : (pixels[at - PIXEL] as number);
    const above = line === 0 ? 0 : (pixels[at - size] as number);
    const corner = line === 0 || column < PIXEL ? 0 : (pixels[at - size - PIXEL] as number);
    const start = line * (size + 1);
    pixels[at] = (data[start + 1 + column] as number) + guess(data[start] as number, left, above, corner);
  }
  return pixels;
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const whole = left + above - corner;
  const fromLeft = Math.abs(whole - left);
  const fromAbove = Math.abs(whole - above);
  const fromCorner = Math.abs(whole - corner);
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left;
  return fromAbove <= fromCorner ? above : corner;
}
