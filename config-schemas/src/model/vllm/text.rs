//! What single values must keep.

use std::collections::BTreeMap;

/// Ranks that vLLM has kernels for.
pub(super) fn is_lora_rank(rank: &u32) -> Result<(), &'static str> {
    const RANKS: [u32; 9] = [1, 8, 16, 32, 64, 128, 256, 320, 512];
    if RANKS.contains(rank) {
        Ok(())
    } else {
        Err("max_lora_rank must be one of 1, 8, 16, 32, 64, 128, 256, 320 and 512")
    }
}

/// Limits of histograms rise, from above 0.
pub(super) fn are_buckets(families: &BTreeMap<String, Vec<f64>>) -> Result<(), String> {
    for (family, limits) in families {
        let rises = limits.windows(2).all(|pair| pair[0] < pair[1]);
        if limits.is_empty() || !rises || limits[0] <= 0.0 {
            return Err(format!("the limits of {family} must rise, from above 0"));
        }
    }
    Ok(())
}
