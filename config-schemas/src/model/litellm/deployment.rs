//! Deployments: where a model is served.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::Referable;

/// One deployment of a model.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Deployment {
    /// Name that clients use; `*` and `openai/*` stand for many.
    #[config(length(1..), reload = "hot")]
    pub model_name: String,
    /// Where and how the model is reached.
    #[config(reload = "hot")]
    pub litellm_params: Parameters,
    /// What is known of the model.
    #[config(reload = "hot")]
    pub model_info: Option<ModelInfo>,
    /// Most tokens a minute.
    #[config(unit = "tokens per minute", reload = "hot")]
    pub tpm: Option<Referable<u64>>,
    /// Most requests a minute.
    #[config(unit = "requests per minute", reload = "hot")]
    pub rpm: Option<Referable<u64>>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where and how a model is reached. Keys that are not known go to the provider.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.max_budget.is_none() || self.budget_duration.is_some(), "max_budget needs a budget_duration", code = "LITELLM-001"),
)]
pub struct Parameters {
    /// Provider and name of the model, such as `openai/gpt-4o` or `hosted_vllm/qwen`.
    #[config(length(1..), reload = "hot")]
    pub model: String,
    /// Address of the provider.
    #[config(reload = "hot")]
    pub api_base: Option<String>,
    /// Key for the provider.
    #[config(reload = "hot")]
    pub api_key: Option<Secret<String>>,
    /// Version of the provider's interface.
    #[config(reload = "hot")]
    pub api_version: Option<String>,
    /// Organization at the provider.
    #[config(reload = "hot")]
    pub organization: Option<String>,
    /// Most tokens a minute.
    #[config(unit = "tokens per minute", reload = "hot")]
    pub tpm: Option<Referable<u64>>,
    /// Most requests a minute.
    #[config(unit = "requests per minute", reload = "hot")]
    pub rpm: Option<Referable<u64>>,
    /// Most requests at once.
    #[config(reload = "hot")]
    pub max_parallel_requests: Option<Referable<u64>>,
    /// Time after which a request has failed.
    #[config(unit = "seconds", reload = "hot")]
    pub timeout: Option<Referable<f64>>,
    /// Time after which a stream without a first word has failed.
    #[config(unit = "seconds", reload = "hot")]
    pub stream_timeout: Option<Referable<f64>>,
    /// How often a request is repeated.
    #[config(reload = "hot")]
    pub max_retries: Option<Referable<u32>>,
    /// Share of requests, compared with others of the name.
    #[config(reload = "hot")]
    pub weight: Option<Referable<f64>>,
    /// Which deployments come first.
    #[config(reload = "hot")]
    pub order: Option<Referable<i64>>,
    /// Tags that requests ask for.
    #[config(default = [], reload = "hot")]
    pub tags: Vec<String>,
    /// Where the model is.
    #[config(reload = "hot")]
    pub region_name: Option<String>,
    /// Price of a token of the prompt.
    #[config(not_secret, unit = "US dollars", reload = "hot")]
    pub input_cost_per_token: Option<Referable<f64>>,
    /// Price of a token of the answer.
    #[config(not_secret, unit = "US dollars", reload = "hot")]
    pub output_cost_per_token: Option<Referable<f64>>,
    /// Most money in a period.
    #[config(unit = "US dollars", reload = "hot")]
    pub max_budget: Option<Referable<f64>>,
    /// The period, such as `30d`.
    #[config(pattern("^(os\\.environ/.+|[0-9]+(s|m|h|d|w|mo))$"), reload = "hot")]
    pub budget_duration: Option<String>,
    /// Identity of the key of Amazon.
    #[config(reload = "hot")]
    pub aws_access_key_id: Option<Secret<String>>,
    /// Key of Amazon.
    #[config(reload = "hot")]
    pub aws_secret_access_key: Option<Secret<String>>,
    /// Token of Amazon.
    #[config(reload = "hot")]
    pub aws_session_token: Option<Secret<String>>,
    /// Region of Amazon.
    #[config(reload = "hot")]
    pub aws_region_name: Option<String>,
    /// Project of Google.
    #[config(reload = "hot")]
    pub vertex_project: Option<String>,
    /// Region of Google.
    #[config(reload = "hot")]
    pub vertex_location: Option<String>,
    /// Credentials of Google, or their file.
    #[config(reload = "hot")]
    pub vertex_credentials: Option<Secret<String>>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What is known of a model.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ModelInfo {
    /// Identity of the deployment.
    #[config(reload = "hot")]
    pub id: Option<String>,
    /// What the model does.
    #[config(reload = "hot")]
    pub mode: Option<ModelMode>,
    /// The model that it is made from, for prices.
    #[config(reload = "hot")]
    pub base_model: Option<String>,
    /// Longest sequence.
    #[config(unit = "tokens", reload = "hot")]
    pub max_tokens: Option<Referable<u64>>,
    /// Price of a token of the prompt.
    #[config(not_secret, unit = "US dollars", reload = "hot")]
    pub input_cost_per_token: Option<Referable<f64>>,
    /// Price of a token of the answer.
    #[config(not_secret, unit = "US dollars", reload = "hot")]
    pub output_cost_per_token: Option<Referable<f64>>,
    /// Times of the day at which the model is there for some teams alone.
    #[config(default = [], reload = "hot")]
    pub access_windows: Vec<AccessWindow>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A time of the day at which a model is there for some teams alone.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.start != self.end, "start and end must differ", code = "LITELLM-002"),
)]
pub struct AccessWindow {
    /// Begin, by the clock of the time zone.
    #[config(
        pattern("^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$"),
        example = "22:00",
        reload = "hot"
    )]
    pub start: String,
    /// End; before the begin, it is of the next day.
    #[config(
        pattern("^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$"),
        example = "06:00",
        reload = "hot"
    )]
    pub end: String,
    /// Time zone, by its name.
    #[config(pattern("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$"), example = "Europe/Berlin", reload = "hot")]
    pub timezone: String,
    /// The teams.
    #[config(length(1..), reload = "hot")]
    pub team_ids: Vec<String>,
}

/// What a model does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ModelMode {
    /// Chats.
    #[config(rename = "chat")]
    Chat,
    /// Goes on with a text.
    #[config(rename = "completion")]
    Completion,
    /// Computes vectors.
    #[config(rename = "embedding")]
    Embedding,
    /// Makes pictures.
    #[config(rename = "image_generation")]
    ImageGeneration,
    /// Changes pictures.
    #[config(rename = "image_edit")]
    ImageEdit,
    /// Writes down speech.
    #[config(rename = "audio_transcription")]
    AudioTranscription,
    /// Speaks.
    #[config(rename = "audio_speech")]
    AudioSpeech,
    /// Puts texts in order.
    #[config(rename = "rerank")]
    Rerank,
    /// Finds what is not allowed.
    #[config(rename = "moderation")]
    Moderation,
    /// Finds what is not allowed.
    #[config(rename = "moderations")]
    Moderations,
    /// Speaks and listens at once.
    #[config(rename = "realtime")]
    Realtime,
    /// Answers with tools.
    #[config(rename = "responses")]
    Responses,
    /// Works on many requests later.
    #[config(rename = "batch")]
    Batch,
    /// Reads pictures.
    #[config(rename = "ocr")]
    Ocr,
    /// Looks things up.
    #[config(rename = "search")]
    Search,
    /// Makes videos.
    #[config(rename = "video_generation")]
    VideoGeneration,
    /// Keeps vectors.
    #[config(rename = "vector_store")]
    VectorStore,
}
