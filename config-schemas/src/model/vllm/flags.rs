//! The flags of `vllm serve`, to tell those that exist from slips of the pen.

use super::flag_table::{KNOWN, OMNI};

/// What is known of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// A flag of vLLM.
    Known,
    /// A flag of vLLM-Omni, for pictures, sound and video.
    Omni,
    /// A flag that is gone, and what to do instead.
    Gone(&'static str),
}

/// What is known of a flag; nothing when it does not exist. Dashes and underscores are the same, and what follows a dot
/// is a key inside of the flag's value.
///
/// ```
/// use config_schemas::model::vllm::{Flag, flag};
/// assert_eq!(flag("max_model_len"), Some(Flag::Known));
/// assert_eq!(flag("compilation-config.mode"), Some(Flag::Known));
/// assert_eq!(flag("max-modle-len"), None);
/// ```
#[must_use]
pub fn flag(name: &str) -> Option<Flag> {
    let name = name.split('.').next().unwrap_or_default().replace('_', "-");
    if let Some((_, help)) = GONE.iter().find(|(gone, _)| *gone == name) {
        return Some(Flag::Gone(help));
    }
    found(&name).or_else(|| found(&negated(&name)?))
}

fn found(name: &str) -> Option<Flag> {
    if KNOWN.binary_search(&name).is_ok() || SHORT.iter().any(|(short, _)| *short == name) {
        Some(Flag::Known)
    } else if OMNI.binary_search(&name).is_ok() {
        Some(Flag::Omni)
    } else {
        None
    }
}

/// The flag that another one turns off: each switch has a `no-` before it as well, and since 0.33 `enable-` and `disable-`
/// are each other's reverse.
///
/// ```
/// use config_schemas::model::vllm::negated;
/// assert_eq!(negated("no-enable-lora").as_deref(), Some("enable-lora"));
/// assert_eq!(negated("disable_lora").as_deref(), Some("enable-lora"));
/// assert_eq!(negated("enable-lora"), None);
/// ```
#[must_use]
pub fn negated(name: &str) -> Option<String> {
    let name = name.replace('_', "-");
    if found(&name).is_some() {
        return None;
    }
    let positive = if let Some(positive) = name.strip_prefix("no-") {
        positive.to_owned()
    } else if let Some(what) = name.strip_prefix("disable-") {
        format!("enable-{what}")
    } else {
        format!("disable-{}", name.strip_prefix("enable-")?)
    };
    // The one that takes a list is no switch.
    (found(&positive).is_some() && positive != "disable-access-log-for-endpoints").then_some(positive)
}

/// The long name of a short flag such as `-tp`, both without dashes in front.
#[must_use]
pub fn long_name(short: &str) -> Option<&'static str> {
    SHORT.iter().find(|(known, _)| *known == short).map(|(_, long)| *long)
}

/// Every flag with a name that is known.
pub(crate) fn known_flags() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().chain(OMNI).copied()
}

/// Short flags and what they stand for.
const SHORT: &[(&str, &str)] = &[
    ("ac", "attention-config"),
    ("asc", "api-server-count"),
    ("cc", "compilation-config"),
    ("dc", "diffusion-config"),
    ("dcp", "decode-context-parallel-size"),
    ("dp", "data-parallel-size"),
    ("dpa", "data-parallel-address"),
    ("dpb", "data-parallel-backend"),
    ("dpe", "data-parallel-external-lb"),
    ("dph", "data-parallel-hybrid-lb"),
    ("dpl", "data-parallel-size-local"),
    ("dpm", "data-parallel-multi-port-external-lb"),
    ("dpn", "data-parallel-rank"),
    ("dpp", "data-parallel-rpc-port"),
    ("dpr", "data-parallel-start-rank"),
    ("ep", "enable-expert-parallel"),
    ("n", "nnodes"),
    ("pcp", "prefill-context-parallel-size"),
    ("pp", "pipeline-parallel-size"),
    ("q", "quantization"),
    ("r", "node-rank"),
    ("sc", "speculative-config"),
    ("tp", "tensor-parallel-size"),
];

/// Flags that are gone.
const GONE: &[(&str, &str)] = &[
    ("disable-frontend-multiprocessing", "leave it out: the engine always has a process of its own"),
    ("num-scheduler-steps", "leave it out: the scheduler works step by step"),
    ("swap-space", "use --kv-offloading-size"),
    ("task", "use --runner and --convert"),
    ("use-v2-block-manager", "leave it out: it is always used"),
    ("worker-use-ray", "use --distributed-executor-backend ray"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order() {
        for table in [KNOWN, OMNI] {
            assert!(table.is_sorted());
        }
        println!("{} flags of vLLM, {} of vLLM-Omni, {} gone", KNOWN.len(), OMNI.len(), GONE.len());
    }
}
