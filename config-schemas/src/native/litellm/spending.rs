//! How long and how much of spending is remembered.

use config_core::{Code, Finding, Loaded};

use crate::model::litellm::LiteLlm;

const CODE: Code = Code::custom("LITELLM-031");

/// How often models are tried when nothing is said, in seconds.
const INTERVAL: f64 = 300.0;

/// What is forgotten must be more than what is kept, and later than what is looked at.
pub(super) fn spending(loaded: &Loaded<LiteLlm>, findings: &mut Vec<Finding>) {
    let general = &loaded.value.general_settings;
    let sizes = (&general.maximum_spend_logs_size, &general.maximum_spend_logs_cleanup_target_size);
    if let (Some(most), Some(target)) = sizes
        && let (Some(from), Some(to)) = (size(most), size(target))
        && to >= from
    {
        let path = "general_settings.maximum_spend_logs_cleanup_target_size";
        let message = format!("spending is forgotten from {most} on, down to {target}, which is not less");
        let finding = loaded.locate(Finding::error(CODE, path, message), path);
        let finding = loaded.locate(finding, "general_settings.maximum_spend_logs_size");
        findings.push(finding.with_help("lower it below maximum_spend_logs_size"));
    }
    let interval = match &general.health_check_interval {
        Some(interval) => interval.value(),
        None => Some(INTERVAL),
    };
    let kept = general.maximum_spend_logs_retention_period.as_deref();
    let checked = general.background_health_checks == Some(true);
    if let (Some(text), Some(kept), Some(interval)) =
        (kept, kept.and_then(period), interval.filter(|_| checked))
        && kept < interval * 10.0
    {
        let path = "general_settings.maximum_spend_logs_retention_period";
        let message =
            format!("spending is remembered for {text}, and models are tried every {interval} seconds");
        let finding = loaded.locate(Finding::warning(CODE, path, message), path);
        let finding = loaded.locate(finding, "general_settings.health_check_interval");
        findings.push(finding.with_help("raise it to ten intervals at least"));
    }
}

/// A size such as `180GB` in bytes; nothing for a variable, and what is no size.
fn size(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_uppercase();
    let letters = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = text[..text.len() - letters.len()].parse().ok()?;
    let factor = match letters.trim() {
        "" | "B" => 0,
        "KB" | "KIB" => 1,
        "MB" | "MIB" => 2,
        "GB" | "GIB" => 3,
        "TB" | "TIB" => 4,
        _ => return None,
    };
    Some(number * 1024_f64.powi(factor))
}

/// A period such as `30d` in seconds.
fn period(text: &str) -> Option<f64> {
    let letters = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number: f64 = text[..text.len() - letters.len()].parse().ok()?;
    let seconds = match letters {
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        "w" => 604_800.0,
        "mo" => 2_592_000.0,
        _ => return None,
    };
    Some(number * seconds)
}
