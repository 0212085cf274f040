//! Arbitrary bytes through the YAML reader.

#![no_main]

use config_format::{Format, Limits, parse_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match parse_stream(Format::Yaml, bytes.to_vec(), &Limits::default()) {
        Ok(trees) => {
            for tree in trees {
                for index in 0..tree.nodes().len() as u32 {
                    let node = tree.node(index);
                    let span = node.span();
                    assert!(tree.source().get(span.start as usize..span.end as usize).is_some());
                    assert!(node.raw().end as usize <= tree.nodes().len());
                    let _ = node.text();
                }
            }
        }
        Err(rejected) => {
            assert!(!rejected.errors.is_empty());
            for error in rejected.errors {
                let (start, end) = (error.span.start as usize, error.span.end as usize);
                assert!(rejected.source.get(start..end).is_some());
            }
        }
    }
});
