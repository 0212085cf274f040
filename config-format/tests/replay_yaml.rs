//! What a fuzzer would do, without a fuzzer: seeds and the same mutations of them every time.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use config_format::{Format, Limits, parse_stream};

const MUTATIONS: usize = 2_000;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut pending = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn seeds() -> Vec<Vec<u8>> {
    let mut files = files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/yaml")));
    assert!(!files.is_empty(), "the seeds belong to the repository");
    let corpora = std::env::var_os("SERVICE_CONFIG_CORPORA").map_or_else(
        || Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")).to_path_buf(),
        PathBuf::from,
    );
    if corpora.is_dir() {
        files.extend(self::files(&corpora).into_iter().filter(|path| {
            path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml" || ending == "rules")
        }));
    } else {
        println!("left out: the YAML files of the corpora, because {} is absent", corpora.display());
    }
    files.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// The same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const BITS: [&[u8]; 24] = [
            b"\n",
            b" ",
            b"\t",
            b"\r",
            b"- ",
            b": ",
            b"? ",
            b"[",
            b"]",
            b"{",
            b"}",
            b"\"",
            b"'",
            b"&a ",
            b"*a",
            b"!!int ",
            b"|\n",
            b">+1\n",
            b"---\n",
            b"#",
            b"\\u",
            b"<<: ",
            b"\xef\xbb\xbf",
            b"\xff",
        ];
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(24)).min(bytes.len());
            match self.below(5) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let copy = bytes[at..end].to_vec();
                    let to = self.below(bytes.len() + 1);
                    bytes.splice(to..to, copy);
                }
                2 if at < bytes.len() => bytes[at] = self.below(256) as u8,
                3 => bytes.truncate(at.max(1)),
                _ => {
                    let bit = BITS[self.below(BITS.len())];
                    bytes.splice(at..at, bit.iter().copied());
                }
            }
        }
    }
}

/// What must hold for every answer; says whether the text was accepted.
fn check(bytes: &[u8], limits: &Limits) -> bool {
    match parse_stream(Format::Yaml, bytes.to_vec(), limits) {
        Ok(trees) => {
            for tree in &trees {
                let nodes = tree.nodes();
                assert_eq!(nodes[0].end as usize, nodes.len());
                for (index, raw) in nodes.iter().enumerate() {
                    let (start, end) = (raw.span.start as usize, raw.span.end as usize);
                    let slice = tree.source().get(start..end).expect("a span is a part of the text");
                    assert!(raw.end as usize > index && raw.end as usize <= nodes.len());
                    let text = tree.node(index as u32).text();
                    assert!(raw.decoded || slice.contains(text), "a text stands inside its span");
                    assert!(!raw.plain || raw.decoded || slice == text, "a plain scalar is what is written");
                    assert_eq!(raw.reference, text.contains("${"));
                }
            }
            true
        }
        Err(rejected) => {
            assert!(!rejected.errors.is_empty() && rejected.errors.len() <= limits.errors);
            for error in &rejected.errors {
                let spans = [Some(error.span), error.related.as_ref().map(|related| related.0)];
                for span in spans.into_iter().flatten() {
                    let slice = rejected.source.get(span.start as usize..span.end as usize);
                    assert!(slice.is_some(), "{error:?}");
                }
                assert!(!error.message.is_empty());
            }
            assert!(rejected.errors.is_sorted_by_key(|error| error.span.start));
            false
        }
    }
}

#[test]
fn seeds_and_their_mutations_do_no_harm() {
    let seeds = seeds();
    let tight = Limits { depth: 6, nodes: 300, alias_nodes: 20, errors: 3, ..Limits::default() };
    for seed in &seeds {
        check(seed, &Limits::default());
        check(seed, &tight);
    }
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..MUTATIONS {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        bytes.truncate(3_000);
        random.mutate(&mut bytes);
        accepted += usize::from(check(&bytes, &Limits::default()));
        check(&bytes, &tight);
    }
    println!("{} seeds; of {MUTATIONS} mutations {accepted} were accepted", seeds.len());
}
