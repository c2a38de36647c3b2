/** How often a property is tried: so often in every run, and as often as was promised with USHER_PROPERTIES=full. */
export function runs(usual: number, full: number): number {
  return process.env.USHER_PROPERTIES === 'full' ? full : usual;
}
