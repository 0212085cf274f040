//! Samples load back: as they are, and with their defaults no longer commented out, to the same value without a finding.

use std::fmt::Debug;

use config_core::ServiceConfig;
use config_core::export::{SampleFormat, load_text, sample, uncomment};

use crate::hard::Hard;
use crate::types::{Checks, Nested, Rules, Scalars};

fn loads_back<T: ServiceConfig + Debug>() {
    config_core::testing::assert_schema::<T>();
    let mut values = Vec::new();
    for format in SampleFormat::ALL {
        let text = sample(T::SCHEMA, format, Some("../schema.json"));
        let uncommented = uncomment(&text);
        for text in [&text, &uncommented] {
            match load_text::<T>(format, text) {
                Ok(value) => values.push((format, format!("{value:?}"))),
                Err(findings) => panic!("{format:?} of {}:\n{}\n{text}", T::SCHEMA.name, findings.join("\n")),
            }
        }
        assert!(!text.contains("hunter2"));
        assert_eq!(text, sample(T::SCHEMA, format, Some("../schema.json")), "the same every time");
    }
    let (first, value) = &values[0];
    for (format, other) in &values {
        assert_eq!(value, other, "{first:?} and {format:?} of {} differ", T::SCHEMA.name);
    }
}

#[test]
fn samples_of_every_format_load_to_the_defaults() {
    loads_back::<Scalars>();
    loads_back::<Rules>();
    loads_back::<Nested>();
    loads_back::<Hard>();
    loads_back::<llm_gateway::config::Gateway>();
}

#[test]
fn a_sample_that_no_placeholder_fits_is_told() {
    let yaml = sample(Checks::SCHEMA, SampleFormat::Yaml, None);
    let findings = load_text::<Checks>(SampleFormat::Yaml, &yaml).expect_err("one of two fields is wanted");
    assert_eq!(
        findings,
        ["give one of user and token_file"].map(|message| findings_line(message, &findings))
    );
}

fn findings_line(message: &str, findings: &[String]) -> String {
    findings.iter().find(|line| line.ends_with(message)).cloned().unwrap_or_default()
}
