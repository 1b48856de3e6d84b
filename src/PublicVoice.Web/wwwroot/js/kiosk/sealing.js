// Seals an answer so that only the server opens it: ECDH on P-256 with a key made for this answer alone, HKDF-SHA-256, AES-256-GCM.
// Kiosks/AnswerSeal.cs is the other side.

const curve = { name: "ECDH", namedCurve: "P-256" };
const info = bytesOf("publicvoice kiosk answer 1");

// Answers are filled up to whole blocks, so that their size does not tell what was chosen.
const block = 1024;

function bytesOf(text) {
  return new TextEncoder().encode(text);
}

export function toText(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromText(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** A UUID of version 7: it begins with the milliseconds since 1970. */
export function newKey(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let at = 0; at < 6; at++) {
    bytes[at] = Math.floor(now / 2 ** (8 * (5 - at))) % 256;
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Half an emoji, cut off at the longest comment, would make the whole answer unreadable. */
function wellFormed(_, value) {
  return typeof value === "string" ? value.toWellFormed?.() ?? value : value;
}

/**
 * @param {object} answer what is sealed
 * @param {string} key submission key, in the clear and bound to the answer
 * @param {number} device whose public key it is
 * @param {string} publicKey of the server, base64url
 */
export async function seal(answer, key, device, publicKey) {
  const theirs = await crypto.subtle.importKey("raw", fromText(publicKey), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const cipher = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = bytesOf(JSON.stringify(answer, wellFormed));
  const padded = new Uint8Array(Math.ceil(plain.length / block) * block).fill(0x20);
  padded.set(plain);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytesOf(`${device}:${key}`) }, cipher, padded);
  return { key, device, publicKey: toText(point), iv: toText(iv), data: toText(new Uint8Array(data)) };
}
