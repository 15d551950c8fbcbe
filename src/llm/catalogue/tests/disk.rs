//! The list on disk: when it is used, and when it is as good as none.

use std::{
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{fixture, summary};
use crate::llm::{
    Profile,
    catalogue::{Models, cache::Cache, listing::read},
};

const BASE: &str = "https://api.openai.com/v1";

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_357_800)
}

fn models() -> Models {
    let read = |name: &str| read(&fixture(name), Profile::OpenAi).expect("a list");
    let all = ["c01_openrouter_models.json", "c03_openai_models_shutdown.json"].map(read);
    Models::new(all.iter().flat_map(Models::iter).cloned().collect(), Profile::OpenAi)
}

/// The one file below the folder.
fn file(folder: &Path) -> std::path::PathBuf {
    let entries = folder.join("models").read_dir().expect("a folder");
    let files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

#[test]
fn what_is_written_is_read_with_its_age() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path(), BASE);
    assert_eq!(cache.read(Profile::OpenAi, now()), None);
    cache.write(&models(), now()).expect("written");
    cache.write(&models(), now()).expect("written again");
    for seconds in [0, 1, 86_400, 999_999] {
        let age = Duration::from_secs(seconds);
        assert_eq!(cache.read(Profile::OpenAi, now() + age), Some((models(), age)));
    }
    let earlier = now() - Duration::from_secs(1);
    assert_eq!(cache.read(Profile::OpenAi, earlier), Some((models(), Duration::MAX)));
    insta::assert_snapshot!(summary(&models()), @"
    gpt-4o-mini · ends 2027-01-14 for gpt-6-luna
    gpt-6-luna
    openai/gpt-6-luna · window 1050000 · in 0.1 · out 0.5 · tools true
    perplexity/sonar · window 127072 · in 1 · out 1 · tools false
    ");
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    Cache::new(folder.path(), BASE).write(&models(), now()).expect("written");
    let mode = |path: &Path| path.metadata().expect("a file").permissions().mode() & 0o777;
    let file = file(folder.path());
    assert_eq!((mode(&file), mode(&folder.path().join("models"))), (0o600, 0o700));
}

#[test]
fn each_base_url_has_a_file_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path(), BASE);
    let other = Cache::new(folder.path(), "http://localhost:11434/v1");
    cache.write(&models(), now()).expect("written");
    assert_eq!(other.read(Profile::Other, now()), None);
    // Even a file that came under its name by accident.
    let mine = file(folder.path());
    other.write(&models(), now()).expect("written");
    let theirs = folder.path().join("models").read_dir().expect("a folder");
    let theirs = theirs.map(|entry| entry.expect("an entry").path()).find(|path| *path != mine);
    std::fs::copy(theirs.expect("another file"), &mine).expect("copied");
    assert_eq!(cache.read(Profile::OpenAi, now()), None);
}

#[test]
fn a_file_that_cannot_be_used_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path(), BASE);
    cache.write(&models(), now()).expect("written");
    let path = file(folder.path());
    let good = std::fs::read_to_string(&path).expect("text");
    assert!(good.starts_with("{\"version\":1,"), "{good}");
    let odd = [
        String::new(),
        good[..good.len() / 2].to_owned(),
        good.replace("\"version\":1", "\"version\":2"),
        good.replace("\"version\":1", "\"version\":0"),
        good.replace("\"version\":1,", ""),
        good.replace("1795357800", "\"yesterday\""),
        good.replace("1795357800", "18446744073709551615"),
        "[]".to_owned(),
        "\u{0}\u{0}".repeat(100),
    ];
    for text in odd {
        std::fs::write(&path, &text).expect("written");
        assert_eq!(cache.read(Profile::OpenAi, now()), None, "{text}");
    }
    std::fs::write(&path, &good).expect("written");
    assert!(cache.read(Profile::OpenAi, now()).is_some());
    let none = Models::new(vec![], Profile::OpenAi);
    cache.write(&none, now()).expect("written");
    assert_eq!(cache.read(Profile::OpenAi, now()), None);
}

#[test]
fn names_on_disk_are_no_more_trusted_than_those_of_a_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::new(folder.path(), BASE);
    cache.write(&models(), now()).expect("written");
    let path = file(folder.path());
    let good = std::fs::read_to_string(&path).expect("text");
    std::fs::write(&path, good.replace("gpt-4o-mini", "\\u001b[2J")).expect("written");
    let (models, _) = cache.read(Profile::OpenAi, now()).expect("a list");
    assert!(models.iter().all(|model| !model.id.raw().contains('\u{1b}')));
}
