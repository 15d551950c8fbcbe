//! `config`: every setting with its layer, and a file to begin with.

use serde_json::Value;

use crate::support::sandbox::Sandbox;

#[test]
fn every_setting_is_shown_with_where_it_came_from() {
    let person = Sandbox::new()
        .config("max_steps = 7\nallow = [\"list_*\"]\n")
        .env("MCP_CHAT_ALLOW", "get_*")
        .env("OPENROUTER_BASE_URL", "https://me:hunter2@router/v1?key=hunter2")
        .dotenv("MODEL_NAME=m\nOPENAI_API_KEY=sk-secret\n")
        .env("MCP_CHAT_LANG", "en");
    let run = person.run(&["config", "show", "--server", "http://x:1", "-y"]).expect_status(0);
    let shown = run.stdout.as_str();
    assert!(!shown.contains("sk-secret") && !shown.contains("hunter2"), "{shown}");
    insta::assert_snapshot!(shown, @"
    server               http://x:1  (--server)
    server_token         (no value)
    transport            auto  (the default)
    provider             openai  (the default)
    model                m  (MODEL_NAME, the .env file of this folder)
    openai_api_key       (set; not shown)  (OPENAI_API_KEY, the .env file of this folder)
    openrouter_api_key   (no value)
    openai_base_url      https://api.openai.com/v1  (the default)
    openrouter_base_url  https://…@router/v1?…  (OPENROUTER_BASE_URL, the environment)
    approval             auto  (--yes)
    allow                get_*, list_*  (MCP_CHAT_ALLOW, the environment; config.toml, line 2)
    deny                 (no value)
    tool_timeout         60  (the default)
    model_timeout        120  (the default)
    max_steps            7  (config.toml, line 1)
    max_tokens           (no value)
    temperature          (no value)
    reasoning_effort     (no value)
    context_window       (no value)
    max_cost             (no value)
    thinking             off  (the default)
    early_calls          on  (the default)
    sampling_requests    20  (the default)
    sampling_tokens      50000  (the default)
    edit_mode            emacs  (the default)
    lang                 en  (MCP_CHAT_LANG, the environment)
    ");
    let json = person.run(&["config", "show", "--json"]).expect_status(0).json();
    assert!(!json.to_string().contains("hunter2"), "{json}");
    let key = json.as_array().expect("a list").iter().find(|it| it["key"] == "openai_api_key");
    let key = key.expect("the key");
    assert_eq!(
        (&key["value"], &key["set"], &key["origin"]),
        (&Value::Null, &true.into(), &"dotenv".into())
    );
}

#[test]
fn a_file_is_begun_and_never_written_over() {
    let person = Sandbox::new();
    let path = person.path("config/mcp-chat/config.toml");
    let run = person.run(&["config", "path"]).expect_status(0);
    assert_eq!(run.stdout, format!("{}\n", path.display()));
    person.run(&["config", "init"]).expect_status(0);
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(
        text.contains(
            "\n# Rondas de herramientas en un turno [env: MCP_CHAT_MAX_STEPS]\n#max_steps = 25\n"
        ),
        "{text}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = path.metadata().expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let run = person.run(&["config", "init", "--lang", "en"]).expect_status(3).expect_stdout("");
    assert_eq!(
        run.stderr.replace(&path.display().to_string(), "FILE"),
        "❌ FILE was not written\n   Cause: the file exists and stays as it is\n   What to do: edit \
         it, or move it away first; mcp-chat config show tells what counts now\n"
    );
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), text);
    // It is a file that the program takes.
    person.run(&["config", "show"]).expect_status(0);
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_line() {
    let refused = |config: &str| {
        let person = Sandbox::new().config(config);
        let path = person.path("config/mcp-chat/config.toml");
        let run = person.run(&["tools"]).expect_status(3).expect_stdout("");
        run.stderr.replace(&path.display().to_string(), "FILE")
    };
    insta::assert_snapshot!(refused("# mine\n\nmodle = 'x'\n"), @"
    ❌ No se puede usar FILE
       Causa: línea 3: la clave «modle» no existe
       Qué hacer: ¿querías decir «model»? Corrígela o quítala
    ");
    insta::assert_snapshot!(refused("model = 'x'\nserver = 'me:hunter2@h:1'\n"), @"
    ❌ server no es válido (origen: config.toml, línea 2)
       Causa: su valor es «…@h:1»
       Qué hacer: escribe una URL completa, por ejemplo http://localhost:3000
    ");
    insta::assert_snapshot!(refused("openai_api_key = sk-secret\n"), @"
    ❌ No se puede usar FILE
       Causa: línea 1: un texto va entre comillas: model = 'gpt-4o-mini'
       Qué hacer: corrige el archivo, o quítalo para usar los valores por omisión
    ");
}
