/**
 * The task queue of the deliveries of the journeys on another one. They have workers of their own: a provider that hangs
 * takes their slots, and no decision waits behind it.
 */
export function deliveryQueue(taskQueue: string): string {
  return `${taskQueue}-deliver`;
}
