import { FastifyOtelInstrumentation } from '@fastify/otel';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { FastifyPluginCallback } from 'fastify';

/** Spans of requests, sent as OpenTelemetry's standard variables say. */
export interface Tracing {
  readonly plugin: FastifyPluginCallback;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Traces requests by route: no address as it came, no error's text, nothing of a body. */
export function startTracing(): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'secure-base' });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  // With it the W3C `traceparent` of a caller is taken up.
  provider.register();
  const instrumentation = new FastifyOtelInstrumentation({
    recordExceptions: false,
    instrumentHooks: false,
    requestHook: (span, request) => {
      // What a caller writes into an address may be anything.
      span.setAttribute('url.path', request.routeOptions.url ?? 'unknown');
    },
  });
  instrumentation.setTracerProvider(provider);
  return { plugin: instrumentation.plugin(), close: () => provider.shutdown() };
}
