import { FastifyOtelInstrumentation } from '@fastify/otel';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { FastifyPluginCallback } from 'fastify';
import { thisBuild, userAgent } from '../values/build.ts';

/** Request spans, exported as OpenTelemetry's standard environment variables configure. */
export interface Tracing {
  readonly plugin: FastifyPluginCallback;
  /** Flushes and shuts down. */
  close(): Promise<void>;
}

/** Traces requests by route pattern: no raw URL, error text or body content. */
export function startTracing(): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'secure-base', 'service.version': thisBuild().version });
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ userAgent: userAgent() }))],
  });
  // Registering also enables propagation of the caller's W3C `traceparent`.
  provider.register();
  const instrumentation = new FastifyOtelInstrumentation({
    recordExceptions: false,
    instrumentHooks: false,
    requestHook: (span, request) => {
      // The raw URL is the caller's text and may contain anything.
      span.setAttribute('url.path', request.routeOptions.url ?? 'unknown');
    },
  });
  instrumentation.setTracerProvider(provider);
  return { plugin: instrumentation.plugin(), close: () => provider.shutdown() };
}
