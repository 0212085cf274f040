/** The public entrance to the model servers. */
export interface Gateway {
  /**
   * Address and port to listen on.
   * @default 0.0.0.0:8080
   */
  listen?: string;
  /**
   * Largest request body.
   * @default 32MiB
   */
  max_body?: string | number;
  /**
   * How long a request may take, queueing included.
   * @default 60s
   */
  timeout?: string;
  /** Keys that clients may present. */
  api_keys: Array<string>;
  /** Key of the administration routes. */
  admin_key?: string | null;
  /** The model servers behind this gateway. */
  upstreams: Array<Upstream>;
  /** TLS; plain HTTP when absent. */
  tls?: Tls | null;
  /**
   * Limits per request.
   * @default its fields' defaults
   */
  limits?: Limits;
  /** The engine this gateway fronts. */
  engine: Engine;
  /**
   * Time limits besides that of the whole request.
   * @default its fields' defaults
   */
  timeouts?: Timeouts;
  /**
   * What to do when an upstream fails.
   * @default its fields' defaults
   */
  retry?: Retry;
  /**
   * Which browsers may call.
   * @default its fields' defaults
   */
  cors?: Cors;
  /**
   * What is written to the log.
   * @default its fields' defaults
   */
  logging?: Logging;
  /**
   * Prometheus metrics.
   * @default its fields' defaults
   */
  metrics?: Metrics;
  /**
   * Labels that every metric and log line carries.
   * @default {}
   */
  labels?: Record<string, string>;
  /**
   * Models by the names that clients use.
   * @default {}
   */
  aliases?: Record<string, string>;
  /**
   * Verbose internals in answers.
   * @default false
   */
  debug?: boolean;
}

/** One model server. */
export interface Upstream {
  /** Name, unique among the upstreams. */
  name: string;
  /** Base address of its OpenAI-compatible API. */
  url: string;
  /**
   * Share of the requests, against the other upstreams.
   * @default 1
   */
  weight?: number;
  /**
   * Most requests that may run at once.
   * @default 256
   */
  max_parallel_requests?: number;
  /** Another name of max_parallel_requests. */
  max_parallel?: number;
  /** Key to present to the server. */
  api_key?: string | null;
}

/** Certificate and key. */
export interface Tls {
  /** Certificate chain in PEM form. */
  cert: string;
  /** Private key in PEM form. */
  key: string;
  /**
   * Oldest version of the protocol that is accepted.
   * @default 1.3
   */
  minimum?: TlsVersion;
}

/** A version of TLS. */
export type TlsVersion =
  | "1.2"
  | "1.3";

/** Limits per request. */
export interface Limits {
  /**
   * Most tokens that a request may ask for.
   * @default 4096
   */
  max_tokens?: number;
  /**
   * Requests a client may send a second, on average.
   * @default 10
   */
  requests_per_second?: number;
  /**
   * Requests that a client may send at once above the average.
   * @default 20
   */
  burst?: number;
}

/** How `vllm serve` is started; the gateway needs to know what it can ask for. */
export interface Engine {
  /** Model, as Hugging Face names it. */
  model: string;
  /** Longest context. */
  max_model_len: number;
  /**
   * Share of each GPU's memory that the engine may use.
   * @default 0.92
   */
  gpu_memory_utilization?: number;
  /**
   * GPUs that one layer is split over.
   * @default 1
   */
  tensor_parallel_size?: number;
  /**
   * Most sequences in one batch.
   * @default 256
   */
  max_num_seqs?: number;
  /**
   * Most tokens in one batch.
   * @default 8192
   */
  max_num_batched_tokens?: number;
  /**
   * Type of the weights.
   * @default auto
   */
  dtype?: Dtype;
  /**
   * Whether the cache is kept for common prefixes.
   * @default true
   */
  enable_prefix_caching?: boolean;
  /**
   * Order in which requests run.
   * @default fcfs
   */
  scheduling_policy?: SchedulingPolicy;
}

/** Type of the weights. */
export type Dtype =
  | "auto"
  | "float16"
  | "bfloat16"
  | "float32";

/** Order in which requests run. */
export type SchedulingPolicy =
  | "fcfs"
  | "priority";

/** Time limits besides that of the whole request. */
export interface Timeouts {
  /**
   * To open a connection to an upstream.
   * @default 2s
   */
  connect?: string;
  /**
   * Between two tokens of a stream.
   * @default 30s
   */
  idle?: string;
  /**
   * For running requests to end when the gateway stops.
   * @default 25s
   */
  drain?: string;
}

/** What to do when an upstream fails. */
export interface Retry {
  /**
   * Further attempts after the first.
   * @default 2
   */
  attempts?: number;
  /**
   * Pause before the first of them; each further one waits twice as long.
   * @default 50ms
   */
  backoff?: string;
  /**
   * Share of requests that may be retried.
   * @default 20%
   */
  budget?: string;
}

/** Which browsers may call. */
export interface Cors {
  /**
   * Origins that may call; `*` stands for all.
   * @default []
   */
  allowed_origins?: Array<string>;
  /**
   * Whether cookies may be sent.
   * @default false
   */
  allow_credentials?: boolean;
}

/** What is written to the log. */
export interface Logging {
  /**
   * Least severe messages that are written.
   * @default info
   */
  level?: Level;
  /**
   * Form of the lines.
   * @default json
   */
  format?: LogFormat;
  /**
   * Where the lines go.
   * @default LogTarget::Stdout
   */
  target?: LogTarget;
  /**
   * Old name of `level`.
   * @deprecated deprecated since 2; use level
   */
  verbosity?: string | null;
}

/** Severity of a message. */
export type Level =
  | "debug"
  | "info"
  | "warn"
  | "error";

/** Form of a line of the log. */
export type LogFormat =
  | "json"
  | "text";

/** Where the log goes. */
export type LogTarget =
  | "stdout"
  | { kind: "stdout" }
  | { kind: "file" } & {
    /** Its path. */
    path: string;
    /**
     * Size at which a new one is begun.
     * @default 100MiB
     */
    max_size?: string | number;
  };

/** Prometheus metrics. */
export interface Metrics {
  /**
   * Whether they are served.
   * @default true
   */
  enabled?: boolean;
  /**
   * Path they are served at.
   * @default /metrics
   */
  path?: string;
  /**
   * Upper bounds of the latency histogram.
   * @default [0.1, 0.5, 1, 5, 30]
   */
  buckets?: Array<number>;
}
