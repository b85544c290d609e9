Feature: Tools that clients accept
  An agent sees an orchestrator only through its client. Each kind of client rejects some names and schemas, and some
  reject all tools of a server for one of them. The examples name the clients that need a rule.

  Rule: Every kind of client accepts every tool

    @CLIENT-2 @API-2 @critical
    Scenario Outline: Every tool <rule>
      When the tools are listed
      Then every tool <rule>, for <clients>

      Examples: names
        | rule                                            | clients           |
        | has a name of 1 to 64 characters                | Claude and OpenAI |
        | has a name of letters, digits, _ and -          | Claude and OpenAI |
        | has a name with room for a prefix               | Claude Code       |
        | has parameter names of 1 to 64 plain characters | Claude            |

      Examples: schemas
        | rule                                         | clients                    |
        | has an input schema of type object           | Claude and OpenAI          |
        | combines nothing at the top of its schema    | Claude                     |
        | says what its lists contain                  | OpenAI, Copilot and Gemini |
        | refers to nothing outside its schema         | every client               |
        | refers to nothing that its schema lacks      | Claude Code and Gemini     |
        | has a schema that does not contain itself    | Claude Code                |
        | names no dialect that clients cannot read    | Claude                     |
        | has patterns that every engine compiles      | OpenAI and llama.cpp       |
        | has a single type for each parameter         | Gemini                     |
        | has a type for each parameter                | Gemini                     |
        | has no null among its alternatives           | Gemini                     |
        | has enumerations of texts that are not empty | Gemini                     |
        | has no constant                              | Gemini                     |

      Examples: descriptions
        | rule                                            | clients      |
        | has a description of at most 1024 characters    | OpenAI       |
        | names only what exists                          | every client |
        | has no invisible characters in its descriptions | every client |
        | gives no instructions about other servers       | every client |
