import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UsherError } from '../../domain/errors.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { answersTo } from '../provider/answers.ts';
import { providerNamed } from '../provider/index.ts';

/** Five hundred reports. */
const largest = 1024 * 1024;

/** A minute: a provider whose key is old repeats itself. */
const mostForged = 60;

/** What mail providers tell later: that a mail came back, or that its reader called it spam. */
export function addProviders(app: FastifyInstance, dependencies: ApiDependencies): void {
  void app.register((inside, _options, done) => {
    // The signature is over the very bytes.
    inside.removeAllContentTypeParsers();
    inside.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: largest },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    const believe = believing(inside, dependencies);
    for (const path of ['/v1/providers/email', '/v1/providers/email/:provider'])
      inside.post(path, { config: { rateLimit: false } }, async (request, reply) => {
        await believe(request);
        return answer(request, reply, dependencies);
      });
    done();
  });
}

/**
 * Lets in who proves to be a provider, however often. Only proofs that fail are counted: all of the world may come by the
 * address of one proxy, and nobody's forgeries are to shut a provider out.
 * @throws UsherError SIGNATURE_INVALID, TOO_MANY_REQUESTS
 */
function believing(app: FastifyInstance, { providerSecrets: secrets }: ApiDependencies) {
  const count = app.createRateLimit({ max: mostForged });
  return async (request: FastifyRequest): Promise<void> => {
    const { provider: name = '' } = request.params as { readonly provider?: string };
    const { prove } = providerNamed(name);
    try {
      prove({ headers: request.headers, raw: rawOf(request) }, { secrets, now: Date.now() });
    } catch (error) {
      const counted = await count(request);
      if (counted.isAllowed || !counted.isExceeded) throw error;
      throw new UsherError('TOO_MANY_REQUESTS', 'too many requests did not prove who sends them', { cause: error });
    }
  };
}

/** Says which reports were taken; 503 where one of them is to be sent again, and those that were taken will be known then. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  dependencies: ApiDependencies,
): Promise<FastifyReply> {
  const { provider: name = '' } = request.params as { readonly provider?: string };
  const raw = rawOf(request);
  const results = await answersTo(providerNamed(name).read(parse(raw)), dependencies);
  return reply.code(results.some(({ result }) => result === 'failed') ? 503 : 200).send({ results });
}

function rawOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    throw new UsherError('REQUEST_INVALID', 'the body is not JSON', { cause });
  }
}
