//! What people and programs use: web interfaces, workflow engines, webhooks, tool servers, identity providers.
