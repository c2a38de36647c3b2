import { eventsOf } from '../../../domain/condition/events.ts';
import { parsed } from './workspace.ts';

describe('the events of a condition', () => {
  it('are those of every clause, its segments and milestones, each once', () => {
    const raw = {
      segments: 'new',
      completed: { $ne: 'profile' },
      $or: [{ did: { event: 'App Opened' } }, { 'events.Signed Up.count': 1 }, { 'traits.plan': 'team' }],
      $nor: [{ 'events.a.b.last': null }],
    };
    expect(eventsOf(parsed(raw))).toEqual(['Signed Up', 'Profile Completed', 'App Opened', 'a.b']);
  });

  it('are none where only facts of the user are asked', () => {
    expect(eventsOf(parsed({ 'traits.plan': 'team' }))).toEqual([]);
  });
});
