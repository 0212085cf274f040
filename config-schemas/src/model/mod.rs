//! Model servers and their router: vLLM, SGLang, TGI, Ollama, llama.cpp, LiteLLM.

pub mod litellm;
pub mod llama_cpp;
pub mod ollama;
pub mod production_stack;
pub mod sglang;
pub mod tgi;
pub mod vllm;
