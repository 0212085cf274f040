//! Conditions over several arguments, as vLLM enforces them at its start.

use super::{LoraModule, MaxModelLen, SpeculativeConfig};
use crate::value::HumanInteger;

/// Without chunks a whole prompt is computed in one step.
pub(super) fn whole_prompts_fit(
    chunked: Option<bool>,
    batch: Option<HumanInteger>,
    length: Option<MaxModelLen>,
) -> bool {
    match (chunked, batch, length.and_then(MaxModelLen::tokens)) {
        (Some(false), Some(batch), Some(length)) => batch.get() >= length,
        _ => true,
    }
}

/// Each request of a step needs at least one token.
pub(super) fn batch_holds(batch: Option<HumanInteger>, requests: Option<u32>) -> bool {
    match (batch, requests) {
        (Some(batch), Some(requests)) => batch.get() >= u64::from(requests),
        _ => true,
    }
}

pub(super) fn within_length(threshold: u64, length: Option<MaxModelLen>) -> bool {
    length.and_then(MaxModelLen::tokens).is_none_or(|length| threshold <= length)
}

/// Each request of a step needs room for its drafted tokens.
pub(super) fn drafts_fit(
    draft: &Option<SpeculativeConfig>,
    batch: Option<HumanInteger>,
    requests: Option<u32>,
) -> bool {
    match (draft.as_ref().and_then(|draft| draft.num_speculative_tokens), batch, requests) {
        (Some(tokens), Some(batch), Some(requests)) => {
            batch.get() >= u64::from(requests).saturating_mul(u64::from(tokens) + 1)
        }
        _ => true,
    }
}

pub(super) fn unique(modules: &[LoraModule]) -> bool {
    modules
        .iter()
        .enumerate()
        .all(|(index, module)| modules[..index].iter().all(|other| other.name != module.name))
}

pub(super) fn context_fits(decode: u32, prefill: u32, tensor: u32) -> bool {
    if prefill > 1 {
        return decode == 1 || decode == prefill || decode == tensor.saturating_mul(prefill);
    }
    tensor.is_multiple_of(decode.max(1))
}

pub(super) fn spans_nodes(nodes: u32, executor: &Option<String>) -> bool {
    nodes <= 1
        || executor.as_deref().is_none_or(|executor| matches!(executor, "mp" | "uni" | "external_launcher"))
}

pub(super) fn divides(nodes: u32, tensor: u32, pipeline: u32, prefill: u32) -> bool {
    let world = u64::from(tensor).saturating_mul(u64::from(pipeline)).saturating_mul(u64::from(prefill));
    world.is_multiple_of(u64::from(nodes.max(1)))
}

pub(super) fn below(rank: Option<u32>, size: u32) -> bool {
    rank.is_none_or(|rank| rank < size)
}

pub(super) fn several(balanced: bool, tensor: u32, prefill: u32, data: u32) -> bool {
    !balanced || tensor > 1 || prefill > 1 || data > 1
}

pub(super) fn can_stream(model: &str, format: &str) -> bool {
    let remote = ["s3://", "gs://", "az://"].iter().any(|scheme| model.starts_with(scheme));
    !remote || matches!(format, "runai_streamer" | "runai_streamer_sharded" | "modelexpress")
}

/// Whether a revision is a commit.
pub(super) fn is_pinned(revision: &Option<String>) -> bool {
    revision
        .as_deref()
        .is_some_and(|revision| revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
