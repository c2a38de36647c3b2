/** What is known of who follows a link. */
export interface Visitor {
  readonly method: string;
  /** Empty where it does not say. */
  readonly userAgent: string;
  /** Of `Purpose`, `Sec-Purpose` and `X-Moz`: a browser that looks ahead says so. */
  readonly purpose: string;
}

/**
 * Programs that fetch pictures for whoever may or may not look at them. Apple's Mail Privacy Protection says no more than
 * "Mozilla/5.0"; the others name themselves.
 */
const pictures = [
  /^Mozilla\/5\.0$/i,
  /GoogleImageProxy|ggpht\.com/i,
  /YahooMailProxy|YahooCacheSystem/i,
  /Outlook-?Image-?Proxy|OutlookMobileCloud/i,
];

/** Scanners and previews, which follow links before people do, and tools that are nobody's browser. */
const scanners = [
  /barracuda|proofpoint|mimecast|safelinks|urldefense|trendmicro|symantec|forcepoint|cisco|fireeye|sophos|zscaler|mailguard/i,
  /bot(?:[/;)-]|$)|crawler|spider|scanner|preview|prefetch|headless|monitor|validator/i,
  /^(?:curl|wget|python|go-http-client|java|okhttp|axios|node|undici|ruby|php|perl|libwww|apache-httpclient)\b/i,
];

/** Whether it is a program that follows the link, and not a person. Where that is not known it is a person. */
export function isProxy({ method, userAgent, purpose }: Visitor): boolean {
  if (method !== 'GET' || userAgent.trim() === '' || /prefetch|preview/i.test(purpose)) return true;
  return [...pictures, ...scanners].some((pattern) => pattern.test(userAgent));
}
