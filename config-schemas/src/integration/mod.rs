//! What people and other programs meet: web interfaces, workflow engines, webhooks, tools and identities.

mod identity;
mod tool_server;
mod web_ui;
mod webhook;
mod workflow;

pub use identity::{IdentityProvider, SigningAlgorithm};
pub use tool_server::{ToolServer, ToolTransport};
pub use web_ui::{ModelServer, Persistence, SignIn, WebSocketManager, WebUi};
pub use webhook::{DeadLetter, Signature, SignatureAlgorithm, Webhook, WebhookMethod, WebhookRetries};
pub use workflow::{ExecutionMode, Workflow, WorkflowEngine};
