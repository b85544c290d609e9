Feature: Completing
  A specialist hands in the work: a summary for people in a hurry, and the detailed work, which is stored as an artifact
  and can be read back unchanged. What comes next is part of the hand-in: done, go on, revise, or blocked.

  Rule: Work handed in as complete completes the task

    @EXEC-4 @TASK-3 @critical
    Scenario: A task whose work is handed in is completed
      Given the task "Write the release notes" is in progress
      When its work is handed in
      Then it is completed

    @EXEC-4 @TASK-3 @critical
    Scenario: The summary is kept
      Given the task "Write the release notes" is in progress
      When its work is handed in with the summary "Notes for 2.0 written, proof-read and linked"
      Then its summary is "Notes for 2.0 written, proof-read and linked"

    @TASK-3 @critical
    Scenario Outline: Work handed in <manner> leaves the task <state>
      Given the task "Write the release notes" is in progress
      When its work is handed in <manner>
      Then it is <state>

      Examples: what comes next
        | manner              | state       |
        | to be continued     | in progress |
        | as needing revision | in progress |
        | as blocked          | blocked     |

    @TASK-3 @normal
    Scenario: A task handed in to be continued can be completed later
      Given the task "Write the release notes" is in progress
      When its work is handed in to be continued
      And its work is handed in
      Then the hand-in is accepted
      And it is completed

  Rule: Detailed work is an artifact that can be read back unchanged

    @EXEC-4 @TASK-3 @critical
    Scenario: The detailed work is stored as an artifact
      Given the task "Write the release notes" is in progress
      When its work is handed in
      Then it has an artifact

    @EXEC-4 @TASK-3 @SAFE-7 @critical
    Scenario Outline: Work with <content> comes back byte for byte
      Given the task "Write the release notes" is in progress
      When <content> is handed in as its work
      Then its artifact is byte for byte what was handed in

      Examples: what careless programs change
        | content              |
        | a plain sentence     |
        | a million characters |
        | emoji                |
        | quotation marks      |
        | database language    |
        | Windows line ends    |
        | a missing line end   |
        | trailing blanks      |
        | structured data      |

    @TASK-3 @normal
    Scenario: The same work handed in twice is two artifacts
      Given the task "Write the release notes" is in progress
      When its work is handed in to be continued
      And its work is handed in
      Then it has 2 artifacts, each with an identity and a place of its own

    @TASK-3 @normal
    Scenario: The artifact's size is told in bytes
      Given the task "Write the release notes" is in progress
      When emoji is handed in as its work
      Then the size told of its artifact is the number of bytes handed in

    @TASK-3 @critical
    Scenario: The artifact lies inside the workspace
      Given the task "Write the release notes" is in progress
      When its work is handed in
      Then its artifact lies inside the workspace

    @TASK-3 @normal
    Scenario: The kind of the artifact is kept
      Given the task "Write the release notes" is in progress
      When its work is handed in as documentation
      Then its artifact is of the kind "documentation"

    @TASK-3 @normal
    Scenario: Work that is handed in without a kind is general
      Given the task "Write the release notes" is in progress
      When its work is handed in
      Then its artifact is of the kind "general"

    @TASK-3 @normal
    Scenario: Files named with the work are recorded as given
      Given the task "Write the release notes" is in progress
      When its work is handed in naming the files "docs/notes.md, CHANGELOG"
      Then the files "docs/notes.md, CHANGELOG" are recorded with it

  Rule: Only work in progress can be handed in

    @TASK-3 @critical
    Scenario Outline: Work on a task that is <state> is refused
      Given the task "Write the release notes" is <state>
      When its work is handed in
      Then the hand-in is refused
      And "Write the release notes" is still <state>

      Examples: states without work
        | state     |
        | pending   |
        | blocked   |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

    @TASK-3 @critical
    Scenario: The first result of a completed task stays
      Given the task "Write the release notes" is in progress
      When its work is handed in with the summary "The first and only"
      And its work is handed in with the summary "An afterthought"
      Then the hand-in is refused
      And its summary is "The first and only"

    @TASK-3 @normal
    Scenario: Work on a task nobody knows is refused
      When the work of an unknown task is handed in
      Then the hand-in is refused

    @TASK-3 @normal
    Scenario Outline: A hand-in without <part> is refused
      Given the task "Write the release notes" is in progress
      When its work is handed in without <part>
      Then the hand-in is refused
      And it is still in progress

      Examples: parts
        | part      |
        | a summary |
        | any work  |
