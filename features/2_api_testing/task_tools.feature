Feature: Tasks, request by request
  What is left out of a request gets what the documentation says, and each choice does what it says and nothing else.

  Rule: A question that leaves a choice out gets the documented one

    @TASK-7 @API-2 @normal
    Scenario: A question brings a hundred tasks where nothing else is said
      Given the family "A crowd" of 101 tasks is planned
      When the tasks of "A crowd" are asked for as they come
      Then 100 tasks are found
      And the count told is 101 on every page

    @TASK-7 @API-2 @normal
    Scenario Outline: At most <limit> from number <start> on are <found>
      Given the family "Seven of a kind" of 7 tasks is planned
      When at most <limit> tasks of "Seven of a kind" are asked for, from number <start> on
      Then <found> tasks are found
      And the count told is 7 on every page

      Examples: pages
        | limit | start | found |
        | 3     | 0     | 3     |
        | 3     | 6     | 1     |
        | 7     | 0     | 7     |
        | 8     | 0     | 7     |
        | 1     | 7     | 0     |

    @TASK-7 @API-2 @critical @own_server
    Scenario: Of very many tasks each is on one page, and all are counted
      Given the family "A multitude" of 510 tasks is planned
      When all tasks are read in pages of 100
      Then the pages together hold 511 tasks, each once
      And the count told is 511 on every page

    @TASK-7 @API-2 @normal
    Scenario: Children do not come along where that is not asked for
      Given the family "A tree with leaves" is planned:
        | task        |
        | A lone leaf |
      When all tasks are looked up by words "A tree with leaves"
      Then "A lone leaf" does not come along

    @TASK-7 @API-2 @normal
    Scenario: Artifacts do not come along where that is not asked for
      Given the family "Work on show" is planned:
        | task           |
        | Work in secret |
      And "Work in secret" is completed
      When the tasks of "Work on show" are asked for as they come
      Then the artifact of "Work in secret" does not come along

  Rule: A refused request leaves no trace

    @TASK-3 @API-2 @critical
    Scenario Outline: A hand-in <manner> leaves the task as it was
      Given the task "Not yet handed in" is in progress
      When its work is handed in <manner>
      Then the hand-in is refused
      And it is still in progress
      And nothing of its work can be read any more

      Examples: refused
        | manner            |
        | without a summary |
        | without any work  |

    @TASK-6 @API-2 @critical
    Scenario: A refused deletion leaves parent and child
      Given the family "Held together" is planned:
        | task     |
        | The bond |
      When "Held together" is deleted for good
      Then the deletion is refused
      And "Held together" is still pending
      And "The bond" is still pending

    @TASK-2 @API-2 @critical
    Scenario: A refused execution leaves the task waiting
      Given the family "One after the other" is planned:
        | task   | waits for |
        | First  |           |
        | Second | First     |
      When "Second" is executed
      Then the execution is refused
      And "Second" is still pending
