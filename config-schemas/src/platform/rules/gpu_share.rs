//! servers that share a graphics processor do not take more than all of its memory

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "GPU-018",
    Severity::Error,
    "servers that share a graphics processor do not take more than all of its memory",
    "ours: vLLM checks each server alone",
    check,
);

/// A processor of a machine, and the shares of those who use it.
type Shares<'p> = ((&'p str, u32), Vec<(&'p Entry, f64)>);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut shares: Vec<Shares<'_>> = Vec::new();
    for entry in platform.services() {
        let Some((share, _)) = share(entry) else { continue };
        let run = entry.configuration.run();
        let Some(host) = run.host.as_deref() else { continue };
        for device in &run.gpu_devices {
            let share = (entry, share);
            match shares.iter_mut().find(|(key, _)| *key == (host, *device)) {
                Some((_, entries)) => entries.push(share),
                None => shares.push(((host, *device), vec![share])),
            }
        }
    }
    for ((host, device), entries) in shares {
        let sum: f64 = entries.iter().map(|(_, share)| share).sum();
        if let [(first, _), .., (last, _)] = entries.as_slice()
            && sum > 1.0
        {
            let message =
                format!("the servers on processor {device} of {host} take {sum:.2} of its memory together");
            findings
                .add(
                    last,
                    share(last).map_or("config", |(_, path)| path),
                    message,
                    "lower the shares until the sum is at most 1",
                )
                .and(first, share(first).map_or("config", |(_, path)| path));
        }
    }
}

/// The share of the memory that a server takes, and where it says so.
fn share(entry: &Entry) -> Option<(f64, &'static str)> {
    match &entry.configuration {
        Configuration::Vllm(loaded) => {
            Some((loaded.value.config.cache.gpu_memory_utilization, "config.gpu_memory_utilization"))
        }
        // Without a value it measures what is left, so it takes no fixed share.
        Configuration::Sglang(loaded) => {
            Some((loaded.value.config.mem_fraction_static?, "config.mem_fraction_static"))
        }
        Configuration::Tgi(loaded) => {
            Some((loaded.value.config.cuda_memory_fraction, "config.cuda_memory_fraction"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn shares_add_up_to_one_at_most() {
        let server = |name: &str, share: &str| {
            format!(
                "name: {name}\nkind: vllm\nowner: t\nrun: {{host: h, gpu_devices: [0]}}\nconfig: {{gpu_memory_utilization: {share}}}\n"
            )
        };
        rule(
            "GPU-018",
            &[("a.yaml", &server("a", "0.5")), ("b.yaml", &server("b", "0.4"))],
            &[("a.yaml", &server("a", "0.6")), ("b.yaml", &server("b", "0.5"))],
            &["b.yaml:5:34 a.yaml:5:34"],
        );
    }
}
