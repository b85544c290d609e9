Feature: Submitting results
  A specialist submits a result: a short summary, and the detailed work, which is stored as an artifact and reads back
  unchanged. The submission also says what comes next: the task is complete, continues, needs revision, or is
  blocked; the feature "Task lifecycle" shows the last three. Text in round brackets stands for what it describes, and two
  quotation marks inside a text stand for one.

  Rule: A submission completes the task, and the task keeps the summary

    @EXEC-4 @TASK-3 @critical
    Scenario: Submitting a result completes the task
      Given the task "Write the release notes" is in progress
      When its result is submitted
      Then the submission is accepted
      And the task is completed

    @EXEC-4 @TASK-3 @critical
    Scenario: A completed task keeps the submitted summary
      Given the task "Write the release notes" is in progress
      When its result is submitted with the summary "Notes for 2.0 written, proof-read and linked"
      Then its summary is "Notes for 2.0 written, proof-read and linked"

    @TASK-3 @SAFE-7 @normal
    Scenario Outline: A summary with <characters> reads back unchanged
      Given the task "Write the release notes" is in progress
      When its result is submitted with the summary <summary>
      Then its summary is <summary>

      Examples: special characters
        | characters                        | summary                                |
        | quotation marks                   | "Say ""hello"", 'twice'"               |
        | SQL statements                    | "x'); DROP TABLE tasks; --"            |
        | emoji                             | "Ship it 🚀👩‍👩‍👧‍👦"                         |
        | right-to-left words               | "خطة الإصدار القادم"                   |
        | an accent as a separate character | "étude"                                |
        | spaces at both ends               | "  as indented  "                      |
        | mark-up                           | "<b>{{bold}}</b> &amp; 100%"           |
        | invisible characters              | "(invisible characters)"               |
        | Windows line endings              | "(Windows line endings)"               |
        | many characters                   | "(a long text that ends in moonlight)" |

    @TASK-3 @normal
    Scenario: A second submission completes a task that had more work to follow
      Given the task "Write the release notes" is in progress
      When its result is submitted with more work to follow
      And its result is submitted
      Then the submission is accepted
      And the task is completed

    @TASK-3 @normal
    Scenario: The reply to a second submission shows the task as completed
      Given the task "Write the release notes" is in progress
      When its result is submitted with more work to follow
      And its result is submitted
      Then the reply shows it as completed

    @TASK-3 @critical
    Scenario Outline: Completing the last subtask leaves its parent <state>
      Given the task tree "Release" is planned:
        | task  |
        | Build |
        | Check |
      And "Release" is <state>
      And "Build" is completed
      And "Check" is in progress
      When "Check"'s result is submitted
      Then "Release" is still <state>

      Examples: states
        | state       |
        | pending     |
        | in progress |

  Rule: Submitted work is stored as an artifact and reads back unchanged

    @EXEC-4 @TASK-3 @critical
    Scenario: Submitting a result stores an artifact
      Given the task "Write the release notes" is in progress
      When its result is submitted
      Then it has an artifact

    @EXEC-4 @TASK-3 @SAFE-7 @critical
    Scenario Outline: Submitted work that contains <content> reads back byte for byte
      Given the task "Write the release notes" is in progress
      When its result is submitted with work that contains <content>
      Then its artifact is byte for byte what was submitted

      Examples: contents
        | content                           |
        | a plain sentence                  |
        | a million characters              |
        | emoji                             |
        | quotation marks                   |
        | SQL statements                    |
        | Windows line endings              |
        | no final line break               |
        | an accent as a separate character |
        | trailing spaces                   |
        | structured data                   |

    @TASK-3 @normal
    Scenario: Two submissions for a task are stored as two artifacts
      Given the task "Write the release notes" is in progress
      When its result is submitted with more work to follow
      And its result is submitted
      Then it has 2 different artifacts

    @TASK-3 @normal
    Scenario Outline: Two results submitted <manner> with the same files are two artifacts
      Given the task "Write the release notes" is in progress
      When its result is submitted <manner> naming the files "docs/notes.md"
      And its result is submitted naming the files "docs/notes.md"
      Then it has 2 different artifacts

      Examples: unfinished work
        | manner                   |
        | with more work to follow |
        | as needing revision      |

    @TASK-3 @normal
    Scenario: The size of an artifact is the number of bytes submitted
      Given the task "Write the release notes" is in progress
      When its result is submitted with work that contains emoji
      Then its artifact's size is the number of bytes submitted

    @TASK-3 @normal
    Scenario: A later search still shows the size of an artifact
      Given the task "Write the release notes" is in progress
      When its result is submitted with work that contains emoji
      And all tasks are searched by text "Write the release notes", including artifacts
      Then its artifact's size is the number of bytes submitted

    @TASK-3 @critical
    Scenario: The artifact of submitted work is stored inside the workspace
      Given the task "Write the release notes" is in progress
      When its result is submitted
      Then its artifact is inside the workspace

    @TASK-3 @normal
    Scenario: An artifact keeps the type given at submission
      Given the task "Write the release notes" is in progress
      When its result is submitted as documentation
      Then its artifact type is "documentation"

    @TASK-3 @normal
    Scenario: An artifact submitted without a type has the type "general"
      Given the task "Write the release notes" is in progress
      When its result is submitted
      Then its artifact type is "general"

    @TASK-3 @normal
    Scenario Outline: A later search still shows the artifact type "<type>"
      Given the task "Write the release notes" is in progress
      When its result is submitted <manner>
      And all tasks are searched by text "Write the release notes", including artifacts
      Then its artifact type is "<type>"

      Examples: types
        | manner           | type          |
        | as code          | code          |
        | as documentation | documentation |
        | as an analysis   | analysis      |
        | as a design      | design        |
        | as a test        | test          |
        | as configuration | config        |

      Examples: no type given
        | manner              | type    |
        | as needing revision | general |

    @TASK-3 @normal
    Scenario: Files named in a submission are recorded as given
      Given the task "Write the release notes" is in progress
      When its result is submitted naming the files "docs/notes.md, CHANGELOG"
      Then the files "docs/notes.md, CHANGELOG" are recorded with the task

    @TASK-3 @normal
    Scenario: A later search still shows the files named in a submission
      Given the task "Write the release notes" is in progress
      When its result is submitted naming the files "docs/notes.md, CHANGELOG, ./src//a b.txt, CHANGELOG"
      And all tasks are searched by text "Write the release notes", including artifacts
      Then the files "docs/notes.md, CHANGELOG, ./src//a b.txt, CHANGELOG" are recorded with the task

    @TASK-3 @normal
    Scenario Outline: A later search shows the files named in a result submitted <manner>
      Given the task "Write the release notes" is in progress
      When its result is submitted <manner> naming the files "docs/notes.md, CHANGELOG"
      And all tasks are searched by text "Write the release notes", including artifacts
      Then the files "docs/notes.md, CHANGELOG" are recorded with the task

      Examples: unfinished work
        | manner                   |
        | with more work to follow |
        | as needing revision      |
        | as blocked               |

    @TASK-3 @normal
    Scenario Outline: The artifact of a second submission has the type "<type>"
      Given the task "Write the release notes" is in progress
      And its result is submitted as needing revision
      When its result is submitted <manner>
      And all tasks are searched by text "Write the release notes", including artifacts
      Then its artifact type is "<type>"

      Examples: types
        | manner           | type   |
        | as code          | code   |
        | as configuration | config |

  Rule: A submission for a completed or unknown task is rejected

    @TASK-3 @critical
    Scenario: A completed task rejects a second result and keeps the first summary
      Given the task "Write the release notes" is in progress
      When its result is submitted with the summary "The first and only"
      And its result is submitted with the summary "An afterthought"
      Then the submission is rejected
      And its summary is "The first and only"

    @TASK-3 @critical
    Scenario: A completed task rejects a second result and keeps the first artifact
      Given the task "Write the release notes" is completed
      When its result is submitted with work that contains SQL statements
      Then the submission is rejected
      And its artifact is byte for byte the accepted work

    @TASK-3 @PROTO-1 @normal
    Scenario: A completed task that rejects a second result has no second artifact
      Given the task "Write the release notes" is completed
      When its result is submitted with work that contains SQL statements
      Then the submission is rejected
      And it has exactly one artifact

    @TASK-3 @PROTO-1 @normal
    Scenario Outline: A <state> task rejects a result and stores none of it
      Given the task "Write the release notes" is <state>
      When its result is submitted
      Then the submission is rejected
      And none of its work is stored

      Examples: states
        | state     |
        | failed    |
        | cancelled |

    @TASK-3 @normal
    Scenario: A submission for an unknown task is rejected
      When an unknown task's result is submitted
      Then the submission is rejected
