/** The baseline: a Fastify server that parses the same body and returns a constant. Prints its address. */
import fastify from 'fastify';

const app = fastify({ bodyLimit: 10 * 1024 * 1024 });
app.post('/cds-services/:id', async () => ({ cards: [] }));
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
