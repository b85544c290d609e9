Feature: Deleting
  A task that is out of date is put into the archive, or removed for good. Neither happens behind the back of the tasks
  that hang on it: that has to be asked for, and then everything that went is named.

  Rule: A deleted task goes into the archive, or away for good

    @TASK-6 @critical
    Scenario Outline: A task that is <state> can be archived
      Given the task "Sort the old mail" is <state>
      When it is deleted
      Then it is archived

      Examples: from any state
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @TASK-6 @critical
    Scenario: A task deleted for good is gone
      Given the task "Sort the old mail" is planned
      When it is deleted for good
      Then it is gone

    @TASK-6 @TASK-7 @normal
    Scenario: An archived task is found only by asking for the archive
      Given the family "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
        | Wash the windows  |
      And "Sort the old mail" is archived
      When the tasks of "Spring cleaning" are looked up
      Then exactly "Wash the windows" are found

  Rule: What hangs on a task keeps it from being deleted

    @TASK-6 @critical
    Scenario Outline: A task with a child is not deleted <manner>
      Given the family "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is deleted <manner>
      Then the deletion is refused
      And "Spring cleaning" is still pending
      And "Sort the old mail" is still pending

      Examples: manners
        | manner           |
        | into the archive |
        | for good         |

    @TASK-6 @critical
    Scenario: A task that another waits for is not deleted
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Build" is deleted
      Then the deletion is refused
      And "Build" is still pending

  Rule: Deletion by force takes along what hangs on the task, and says so

    @TASK-6 @critical
    Scenario: Children are archived with their parent
      Given the family "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is deleted by force into the archive
      Then "Spring cleaning" is archived
      And "Sort the old mail" is archived

    @TASK-6 @critical
    Scenario: Children are gone with their parent
      Given the family "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is deleted by force for good
      Then "Spring cleaning" is gone
      And "Sort the old mail" is gone

    @TASK-6 @normal
    Scenario: Tasks that waited for a task deleted by force wait no longer
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Build" is deleted by force for good
      Then "Ship" waits for nothing

    @TASK-6 @normal
    Scenario: Tasks that waited for a task archived by force wait no longer
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Build" is deleted by force into the archive
      Then "Ship" waits for nothing

    @TASK-6 @normal
    Scenario: All that a deletion by force touched is named
      Given the family "Release" is planned:
        | task  | waits for |
        | Build |           |
        | Ship  | Build     |
      When "Build" is deleted by force for good
      Then the reply names "Ship"

  Rule: What is gone cannot be deleted

    @TASK-6 @normal
    Scenario: A task nobody knows is not deleted
      When an unknown task is deleted
      Then the deletion is refused

    @TASK-6 @normal
    Scenario: A task in the archive is not archived again
      Given the task "Sort the old mail" is archived
      When it is deleted
      Then the deletion is refused
      And it is still archived
