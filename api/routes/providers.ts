import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UsherError } from '../../domain/errors.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { providerNamed } from '../provider/index.ts';
import type { Item } from '../provider/provider.ts';
import { take, type Taken } from '../provider/take.ts';

/** Five hundred reports. */
const largest = 1024 * 1024;

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
    const config = { rateLimit: { max: 3000 } };
    for (const path of ['/v1/providers/email', '/v1/providers/email/:provider'])
      inside.post(path, { config }, (request, reply) => answer(request, reply, dependencies));
    done();
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  dependencies: ApiDependencies,
): Promise<FastifyReply> {
  const { provider: name = '' } = request.params as { readonly provider?: string };
  const provider = providerNamed(name);
  const raw = typeof request.body === 'string' ? request.body : '';
  provider.prove({ headers: request.headers, raw }, { secrets: dependencies.providerSecrets, now: Date.now() });
  const results: Answered[] = [];
  for (const item of provider.read(parse(raw))) results.push(await answerTo(item, dependencies));
  return reply.send({ results });
}

interface Answered {
  readonly id: string | null;
  readonly result: Taken | 'refused';
  readonly because?: string;
}

async function answerTo(item: Item, dependencies: ApiDependencies): Promise<Answered> {
  const { id } = item;
  if ('wrong' in item) return { id, result: 'refused', because: item.wrong };
  return { id, result: await take(item.report, dependencies) };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (cause) {
    throw new UsherError('REQUEST_INVALID', 'the body is not JSON', { cause });
  }
}
