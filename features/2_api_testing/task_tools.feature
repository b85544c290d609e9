Feature: Task tools
  A parameter that a request leaves out takes its documented default. A rejected request changes nothing.

  Rule: A parameter that a search leaves out takes its default

    @TASK-7 @API-2 @normal
    Scenario: Without a page size, a search returns 100 tasks and the total
      Given the task tree "A crowd" with 101 subtasks is planned
      When the subtasks of "A crowd" are searched without a page size
      Then the search finds 100 tasks
      And every page shows a total of 101

    @TASK-7 @API-2 @normal
    Scenario Outline: A page of <limit> at offset <start> contains <found> of 7 tasks
      Given the task tree "Seven of a kind" with 7 subtasks is planned
      When at most <limit> subtasks of "Seven of a kind" are searched, starting at <start>
      Then the search finds <found> tasks
      And every page shows a total of 7

      Examples: pages
        | limit | start | found |
        | 3     | 0     | 3     |
        | 3     | 6     | 1     |
        | 7     | 0     | 7     |
        | 8     | 0     | 7     |
        | 1     | 7     | 0     |
        | 0     | 0     | 0     |

    @TASK-7 @API-2 @critical @own_server
    Scenario: The pages of a search for 511 tasks contain each exactly once and show the total
      Given the task tree "A multitude" with 510 subtasks is planned
      When all tasks are read in pages of 100
      Then the pages contain 511 tasks, each exactly once
      And every page shows a total of 511

    @TASK-7 @API-2 @normal
    Scenario: A search leaves out the subtasks of found tasks by default
      Given the task tree "A tree with leaves" is planned:
        | task        |
        | A lone leaf |
      When all tasks are searched by text "A tree with leaves"
      Then the search finds exactly "A tree with leaves"
      And the search does not return the subtask "A lone leaf"

    @TASK-7 @API-2 @normal
    Scenario: A search leaves out the artifacts of found tasks by default
      Given the task tree "Work on show" is planned:
        | task           |
        | Work in secret |
      And "Work in secret" is completed
      When the subtasks of "Work on show" are searched without a page size
      Then the search finds exactly "Work in secret"
      And the search does not return the artifact of "Work in secret"

  Rule: A rejected request changes nothing

    @TASK-3 @API-2 @critical
    Scenario Outline: A submission <manner> is rejected and changes nothing
      Given the task "Not yet handed in" is in progress
      When its result is submitted <manner>
      Then the submission is rejected
      And the task is still in progress
      And none of its work can be read

      Examples: missing parts
        | manner                                      |
        | without a summary                           |
        | without any work                            |
        | with blank work                             |
        | without a summary, with more work to follow |
        | without a summary, for revision             |
        | without a summary, as blocked               |
        | without any work, with more work to follow  |
        | without any work, for revision              |
        | without any work, as blocked                |
