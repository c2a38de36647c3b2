import { isProxy } from '../../../domain/link/visitor.ts';

const person = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const follows = (userAgent: string, method = 'GET', purpose = ''): boolean => isProxy({ method, userAgent, purpose });

describe('who follows a link', () => {
  it.each([
    ['Apple’s Mail Privacy Protection', 'Mozilla/5.0'],
    [
      'Gmail’s image proxy',
      'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    ],
    ['Yahoo’s image proxy', 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html'],
    ['Outlook’s image proxy', 'OutlookImageProxy'],
    ['a scanner', 'BarracudaCentral/1.0'],
    ['a preview', 'Mozilla/5.0 (compatible) BingPreview/1.0b'],
    ['a bot', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
    ['a tool', 'curl/8.5.0'],
    ['a tool', 'python-requests/2.31'],
    ['somebody who does not say', ' '],
  ])('is a program: %s', (_who, userAgent) => {
    expect(follows(userAgent)).toBe(true);
  });

  it('is a program where it only asks for the head, or looks ahead', () => {
    expect(follows(person, 'HEAD')).toBe(true);
    expect(follows(person, 'GET', 'prefetch;prerender')).toBe(true);
  });

  it.each([
    person,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    'Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Mobile Safari/537.36',
    'Mozilla/4.0 (compatible; ms-office; MSOffice 16)',
  ])('is a person: %s', (userAgent) => {
    expect(follows(userAgent)).toBe(false);
  });
});
