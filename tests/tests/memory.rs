//! What a load leaves in memory: a child process loads a secret and drops it, and this process then searches every
//! writable page of the child for pieces of it.

#![cfg(target_os = "linux")]

use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use config_core::secret::MountedSecrets;
use config_core::{Loader, Secret, ServiceConfig};

/// A service with a secret.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
#[expect(dead_code, reason = "only the secrets are looked at")]
struct Service {
    /// Name.
    #[config(default = "service")]
    name: String,
    /// Key.
    key: Option<Secret<String>>,
    /// Keys.
    #[config(default)]
    keys: Vec<Secret<String>>,
    /// A number.
    #[config(default = 0)]
    count: u32,
}

const CHILD: &str = "MEMORY_TEST_CHILD";

/// What the child does: loads as told, drops everything, says so, and waits.
#[test]
#[ignore = "run by the other test, in a process of its own"]
fn child() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (way, path) = task.split_once(' ').expect("a way and a path");
    let loader = Loader::new();
    let loader = match way {
        "file" | "broken" | "refused" | "explained" => loader.file(path),
        "dotenv" => loader.dotenv(path),
        "variable_file" => loader.env().variables([("SVC_KEY_FILE", path)]),
        "mounted" => loader.overrides(["key=${secret:key}"]).secrets(MountedSecrets::new(path)),
        "override" => loader.overrides([std::fs::read_to_string(path).expect("written by the parent")]),
        "environment" => loader.env(),
        "provider" => loader.provider(figment_of(path)),
        other => panic!("{other} is no way"),
    };
    match way {
        "broken" | "refused" => {
            let report = loader.load::<Service>().expect_err("it is refused");
            let _ = (report.to_string(), report.to_json(), format!("{report:?}"));
        }
        _ => {
            let loaded = loader.load_full::<Service>().unwrap_or_else(|report| panic!("{report}"));
            let service = &loaded.value;
            let secrets = service.key.iter().chain(&service.keys);
            assert!(secrets.map(|secret| secret.expose_secret().len()).sum::<usize>() >= 64);
            if way == "explained" {
                let _ =
                    (loaded.to_json(), loaded.values(), loaded.explain("key").map(|told| told.to_string()));
                let _ = format!("{loaded:?}");
            }
        }
    }
    drop(loader);
    println!("\ndone");
    std::io::stdout().flush().expect("the parent listens");
    // Until the parent has looked.
    let _ = std::io::stdin().read(&mut [0]);
}

fn figment_of(path: &str) -> config_core::figment::Figment {
    let text = std::fs::read_to_string(path).expect("written by the parent");
    config_core::figment::Figment::from(("key", text))
}

/// How many pieces of the secret a child that loads in this way still has in memory; `None` if it may not be read.
fn pieces(way: &str, path: &Path, secret: &str) -> Option<usize> {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(CHILD, format!("{way} {}", path.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    if way == "environment" {
        command.env("SVC_KEY", secret);
    }
    let mut child = command.spawn().expect("this test runs");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let ready = lines.by_ref().map_while(Result::ok).any(|line| line == "done");
    let found = ready.then(|| search(child.id(), secret));
    drop(child.stdin.take());
    let status = child.wait().expect("it ends");
    assert!(ready && status.success(), "{way} {} did not load", path.display());
    found.flatten()
}

/// Looks for each quarter of the secret: an allocator overwrites the beginning of what it gets back, not the rest.
fn search(process: u32, secret: &str) -> Option<usize> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
    let mut memory = std::fs::File::open(format!("/proc/{process}/mem")).ok()?;
    let length = secret.len() / 4;
    let quarters: Vec<&[u8]> = secret.as_bytes().chunks_exact(length).collect();
    let (mut count, mut readable) = (0, 0);
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (Some(range), Some(rights)) = (words.next(), words.next()) else { continue };
        // What cannot be written holds the program, not its data.
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').expect("a range of addresses");
        let from = u64::from_str_radix(from, 16).expect("an address");
        let to = u64::from_str_radix(to, 16).expect("an address");
        let mut page = vec![0; usize::try_from(to - from).expect("it fits")];
        if memory.seek(SeekFrom::Start(from)).is_err() || memory.read_exact(&mut page).is_err() {
            continue;
        }
        readable += 1;
        count += page.windows(length).filter(|window| quarters.contains(window)).count();
    }
    (readable > 0).then_some(count)
}

/// A secret of letters and digits that is nowhere else, 64 characters long.
fn secret(seed: u64) -> String {
    let mut state = seed ^ u64::from(std::process::id()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (0..64)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b"abcdefghjkmnpqrstuvwxyz23456789"[(state >> 33) as usize % 31])
        })
        .collect()
}

#[test]
fn nothing_is_left_of_a_secret_that_was_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut left = Vec::new();
    let mut expected = Vec::new();
    let cases: &[(&str, &str, &str)] = &[
        ("file", "plain.yaml", "key: @\n"),
        ("file", "single.yaml", "name: x\nkey: '@'\n"),
        ("file", "double.yaml", "key: \"@\\n\"\nkeys: [\"@\\t\", @]\n"),
        ("file", "block.yaml", "key: |\n  @\n"),
        ("file", "anchor.yaml", "key: &key @\nkeys: [*key, *key]\n"),
        ("file", "tag.yaml", "key: !!str \"@\\n\"\n"),
        ("file", "folded.yaml", "key: >\n  @\n  @\n\n  @\nkeys: [\"@\n  @\", !!str '@\n  @']\n"),
        ("file", "basic.toml", "key = \"@\"\n"),
        ("file", "escaped.toml", "key = \"@\\n@\\t\"\n"),
        ("file", "many.toml", "keys = ['@', \"@\\n\", \"\"\"\n@\\\n  @\"\"\"]\n"),
        ("file", "plain.json", "{\"key\": \"@\"}"),
        ("file", "escaped.json", "{\"keys\": [\"\\u0041@\", \"@\\n\", \"@\\n@\\n\"]}"),
        ("file", "comments.jsonc", "{\"key\": \"@\\n\", /* a */}"),
        ("file", "plain.ini", "key = @\n"),
        ("file", "quoted.ini", "key = \"@\\n\"\nkeys = @, @\n"),
        ("file", "list.ini", "keys = [\"@\", \"@\\n\"]\n"),
        ("dotenv", "plain.env", "SVC_KEY=@\nSVC_KEYS='[\"@\", \"@\\n\"]'\n"),
        ("dotenv", "quoted.env", "SVC_KEY=\"@\\n\"\nexport SVC_KEYS=@,@\n"),
        ("variable_file", "mounted.txt", "@\n"),
        ("mounted", "secrets/key", "@\n"),
        ("file", "reference.yaml", "key: 'a${file:mounted.txt}b'\n"),
        ("explained", "shown.yaml", "key: @\nkeys: ['a${file:mounted.txt}b', '@']\n"),
        ("override", "override.txt", "key=@"),
        ("broken", "broken.yaml", "key: \"@\\n\"\nname: [\n"),
        ("broken", "broken.toml", "key = \"@\\n\"\nname = \n"),
        ("broken", "broken.json", "{\"key\": \"@\\n\", \"name\": }"),
        ("broken", "broken.ini", "key = \"@\\n\"\nname\n"),
        ("refused", "refused.yaml", "key: [@]\ncount: many\nkye: @\n"),
    ];
    for (index, (way, name, text)) in cases.iter().enumerate() {
        let secret = secret(index as u64);
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("in the folder")).expect("a folder");
        if text.contains("${file:mounted.txt}") {
            std::fs::write(folder.path().join("mounted.txt"), &secret).expect("a file");
        }
        std::fs::write(&path, text.replace('@', &secret)).expect("a file");
        let path = if *way == "mounted" { folder.path().join("secrets") } else { path };
        let Some(count) = pieces(way, &path, &secret) else {
            println!("left out: the memory of a child cannot be read here");
            return;
        };
        println!("{way} {name}: {count} pieces left");
        left.push((*way, *name, count));
        // Reading the override into the child's own variable is the child's doing.
        expected.push((*way, *name, 0));
    }
    // These leave copies, and docs/secrets.md says so: the process's own block of variables, and figment's values.
    for (way, name) in [("environment", "none"), ("provider", "plain.txt")] {
        let secret = secret(1_000);
        let path = folder.path().join(name);
        std::fs::write(&path, &secret).expect("a file");
        let count = pieces(way, &path, &secret).unwrap_or_default();
        println!("{way}: {count} pieces left, as docs/secrets.md says");
        assert!(count > 0, "the search finds nothing where something is known to be");
    }
    assert_eq!(left, expected);
}
