//! What a fuzzer would do, without a fuzzer: seeds and the same mutations of them every time.

#[path = "../fuzz/check.rs"]
mod check;

use std::path::{Path, PathBuf};

use check::check;
use config_format::{Format, Limits};

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

/// The seeds of a format, and what the corpora have of it.
fn seeds(format: Format, endings: &[&str]) -> Vec<Vec<u8>> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(format.name());
    let mut files = files(&seeds);
    assert!(!files.is_empty(), "the seeds belong to the repository");
    let corpora = std::env::var_os("SERVICE_CONFIG_CORPORA").map_or_else(
        || Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")).to_path_buf(),
        PathBuf::from,
    );
    if corpora.is_dir() {
        files.extend(self::files(&corpora).into_iter().filter(|path| {
            path.extension().is_some_and(|found| endings.iter().any(|ending| found == *ending))
        }));
    } else {
        println!("left out: the {} files of the corpora, because they are absent", format.name());
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

    fn mutate(&mut self, bytes: &mut Vec<u8>, bits: &[&str]) {
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
                    let bit = bits[self.below(bits.len())];
                    bytes.splice(at..at, bit.bytes());
                }
            }
        }
    }
}

fn replay(format: Format, endings: &[&str], bits: &[&str]) {
    let seeds = seeds(format, endings);
    let tight = Limits { depth: 6, nodes: 300, alias_nodes: 20, errors: 3, ..Limits::default() };
    for seed in &seeds {
        check(format, seed, &Limits::default());
        check(format, seed, &tight);
    }
    let bits =
        [&["\n", " ", "\t", "\r", "\"", "'", "#", "=", ":", "\\", "\u{feff}", "é", "${"], bits].concat();
    let mut random = Random(1);
    let mut accepted = 0;
    for _ in 0..MUTATIONS {
        let mut bytes = seeds[random.below(seeds.len())].clone();
        bytes.truncate(3_000);
        random.mutate(&mut bytes, &bits);
        accepted += usize::from(check(format, &bytes, &Limits::default()));
        check(format, &bytes, &tight);
    }
    let name = format.name();
    println!("{name}: {} seeds; of {MUTATIONS} mutations {accepted} were accepted", seeds.len());
}

#[test]
fn yaml() {
    let bits =
        ["- ", ": ", "? ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "|\n", ">+1\n", "---\n", "\\u", "<<: "];
    replay(Format::Yaml, &["yaml", "yml", "rules"], &bits);
}

#[test]
fn toml() {
    let bits =
        ["[", "]", "[[", "]]", "{", "}", ".", ",", "a = ", "\n[a]\n", "\"\"\"", "'''", "1_0", "0x", "-", "T"];
    replay(Format::Toml, &["toml"], &bits);
}

#[test]
fn json() {
    let bits =
        ["[", "]", "{", "}", ",", "\"a\":", "null", "1e", "-", "\\u", "\\ud800", "//", "/*", "*/", "0"];
    replay(Format::Json, &["json"], &bits);
    replay(Format::Jsonc, &["jsonc"], &bits);
}

#[test]
fn ini() {
    replay(Format::Ini, &["ini", "cfg"], &["[", "]", ".", ";", "\n[a.b]\n", "a = ", "\\n"]);
}

#[test]
fn dotenv() {
    replay(Format::Dotenv, &["env"], &["export ", "A=", "\nA=", "\\$", "\\${", "$${", "\\n", "\r\n"]);
}
