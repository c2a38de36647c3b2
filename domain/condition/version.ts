const pattern =
  /^v?(\d{1,10})(?:\.(\d{1,10}))?(?:\.(\d{1,10}))?(?:\.(\d{1,10}))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Longer texts are no version of anything. */
const longest = 100;

/**
 * A text that sorts, by its characters, as the version does: numbers by value (1.10 after 1.9), missing parts as
 * zero (1.2 equals 1.2.0), pre-releases before their release and among themselves as semver.org says; build metadata
 * after `+` is ignored. Null for what is no version.
 */
export function versionKey(text: string): string | null {
  const found = text.length <= longest ? pattern.exec(text) : null;
  if (found === null) return null;
  const numbers = found.slice(1, 5).map((each: string | undefined) => padded(each ?? '0'));
  const prerelease = found[5];
  // '~' sorts after '-': a release comes after its pre-releases.
  return numbers.join('.') + (prerelease === undefined ? '~' : `-${prereleaseKey(prerelease)}`);
}

/** '!' sorts before every character of an identifier, so that the shorter of two lists comes first. */
function prereleaseKey(prerelease: string): string {
  const keys = prerelease.split('.').map((id) => (/^\d{1,10}$/.test(id) ? `0${padded(id)}` : `1${id}`));
  return keys.join('!');
}

/** Numbers of equal length sort as text as they do by value; ten digits hold every build number. */
function padded(digits: string): string {
  return digits.padStart(10, '0');
}
