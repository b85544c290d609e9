Feature: Search defaults, pages and incomplete submissions
  A parameter that a search is not given takes its documented default. The tasks that a search finds are returned in pages. A
  submission that lacks a part changes nothing.

  Rule: A parameter that a search is not given takes its default

    @TASK-7 @API-2 @normal
    Scenario: Without a page size, a search returns 100 tasks and the total
      Given the task tree "A crowd" with 101 subtasks is planned
      When the subtasks of "A crowd" are searched without a page size
      Then the search returns 100 tasks
      And every page shows a total of 101

    @TASK-7 @API-2 @normal
    Scenario: By default, a search does not return the subtasks of found tasks
      Given the task tree "A tree with leaves" is planned:
        | task        |
        | A lone leaf |
      When all tasks are searched by text "A tree with leaves"
      Then the search finds exactly "A tree with leaves"
      And the search does not return the subtask "A lone leaf"

    @TASK-7 @API-2 @normal
    Scenario: By default, a search does not return the artifacts of found tasks
      Given the task tree "Work on show" is planned:
        | task           |
        | Work in secret |
      And "Work in secret" is completed
      When the subtasks of "Work on show" are searched
      Then the search finds exactly "Work in secret"
      And the search does not return the artifact of "Work in secret"

  Rule: A search returns the requested page

    @TASK-7 @API-2 @normal
    Scenario Outline: With page size <limit>, skipping <start>, a search returns <found> of 7
      Given the task tree "Seven of a kind" with 7 subtasks is planned
      When the subtasks of "Seven of a kind" are searched with page size <limit>, skipping the first <start>
      Then the search returns <found> tasks
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
    Scenario: Paging through 511 tasks returns each exactly once and shows the total
      Given the task tree "A multitude" with 510 subtasks is planned
      When all tasks are read in pages of 100
      Then the pages contain 511 tasks, each exactly once
      And every page shows a total of 511

  Rule: An incomplete submission is rejected and changes nothing

    @TASK-3 @API-2 @critical
    Scenario Outline: A result submitted <manner> is rejected without effect
      Given the task "Not yet handed in" is in progress
      When its result is submitted <manner>
      Then the submission is rejected
      And the task is still in progress
      And none of its work is stored

      Examples: missing parts
        | manner                                         |
        | without a summary                              |
        | without any work                               |
        | with only white space as its work              |
        | with more work to follow and without a summary |
        | as needing revision and without a summary      |
        | as blocked and without a summary               |
        | with more work to follow and without any work  |
        | as needing revision and without any work       |
        | as blocked and without any work                |
