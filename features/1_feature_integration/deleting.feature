Feature: Deleting tasks
  A task that is no longer needed can be archived or deleted permanently. A task with subtasks, or one on which other
  tasks depend, is deleted only by force. The reply then names every task that the deletion affects.

  Rule: Searches leave out deleted and archived tasks

    @TASK-6 @critical
    Scenario: A permanently deleted task is not found
      Given the task "Sort the old mail" is planned
      When the task is deleted permanently
      Then it is not found

    @TASK-6 @normal
    Scenario Outline: A task that is <state> is not found after its permanent deletion
      Given the task "Sort the old mail" is <state>
      When the task is deleted permanently
      Then it is not found

      Examples: states
        | state       |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @TASK-6 @TASK-7 @normal
    Scenario: A search without a state filter leaves out archived tasks
      Given the task tree "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
        | Wash the windows  |
      And "Sort the old mail" is archived
      When the subtasks of "Spring cleaning" are searched
      Then the search finds exactly "Wash the windows"

  Rule: A task with subtasks or dependants is deleted only by force

    @TASK-6 @critical
    Scenario Outline: A task with a subtask cannot be <deleted> without force
      Given the task tree "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is <deleted>
      Then the deletion is rejected
      And "Spring cleaning" is still pending
      And "Sort the old mail" is still pending

      Examples: ways of deleting
        | deleted             |
        | archived            |
        | deleted permanently |

    @TASK-6 @critical
    Scenario: A task that another task depends on cannot be deleted without force
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is deleted
      Then the deletion is rejected
      And "Build" is still pending

    @TASK-6 @critical
    Scenario: A task that another depends on cannot be permanently deleted without force
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is deleted permanently
      Then the deletion is rejected
      And "Build" is still pending
      And "Ship" depends only on "Build"

    @TASK-6 @critical
    Scenario Outline: A task on which a <state> task depends cannot be <deleted>
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Build" is completed
      And "Ship" is <state>
      When "Build" is <deleted>
      Then the deletion is rejected
      And "Build" is still completed

      Examples: states and ways of deleting
        | state     | deleted             |
        | completed | archived            |
        | completed | deleted permanently |
        | cancelled | deleted permanently |
        | failed    | deleted permanently |

  Rule: Deletion by force includes subtasks and releases dependants

    @TASK-6 @critical
    Scenario: Archiving a task by force also archives its subtask
      Given the task tree "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is archived by force
      Then "Spring cleaning" is archived
      And "Sort the old mail" is archived

    @TASK-6 @critical
    Scenario: Deleting a task permanently by force also deletes its subtask
      Given the task tree "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      When "Spring cleaning" is deleted permanently by force
      Then "Spring cleaning" is not found
      And "Sort the old mail" is not found

    @TASK-6 @normal
    Scenario: A task permanently deleted by force is no longer a dependency
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is deleted permanently by force
      Then "Ship" depends on no task

    @TASK-6 @normal
    Scenario: A task archived by force is no longer a dependency
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is archived by force
      Then "Ship" depends on no task

    @TASK-6 @critical
    Scenario Outline: A task loses only the one of three dependencies that is <deleted>
      Given the task tree "Release" is planned:
        | task  | depends on        |
        | Build |                   |
        | Check |                   |
        | Proof |                   |
        | Ship  | Build,Check,Proof |
      When "Check" is <deleted>
      Then "Ship" depends only on "Build, Proof"

      Examples: ways of deleting
        | deleted                      |
        | archived by force            |
        | deleted permanently by force |

    @TASK-6 @critical
    Scenario Outline: A dependant stays pending when its dependency is <deleted>
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is <deleted>
      Then "Ship" is still pending

      Examples: ways of deleting
        | deleted                      |
        | archived by force            |
        | deleted permanently by force |

    @TASK-6 @critical
    Scenario Outline: A dependant stays <state> when its dependency is <deleted>
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      And "Ship" is <state>
      When "Build" is <deleted>
      Then "Ship" is still <state>
      And "Ship" depends on no task

      Examples: states and ways of deleting
        | state     | deleted                      |
        | blocked   | archived by force            |
        | blocked   | deleted permanently by force |
        | cancelled | archived by force            |
        | cancelled | deleted permanently by force |

    @TASK-6 @normal
    Scenario: The reply to a deletion by force names the dependent task
      Given the task tree "Release" is planned:
        | task  | depends on |
        | Build |            |
        | Ship  | Build      |
      When "Build" is deleted permanently by force
      Then the reply mentions "Ship"

    @TASK-6 @normal
    Scenario Outline: A task that is <deleted> is named with subtask and dependant
      Given the task tree "Spring cleaning" is planned:
        | task              |
        | Sort the old mail |
      And the task "Buy a new letter box" is planned with:
        | field      | value             |
        | depends on | Sort the old mail |
      When "Spring cleaning" is <deleted>
      Then the reply mentions "Sort the old mail"
      And the reply mentions "Buy a new letter box"
      And "Buy a new letter box" depends on no task

      Examples: ways of deleting
        | deleted                      |
        | archived by force            |
        | deleted permanently by force |

    @TASK-6 @critical
    Scenario: Archiving a task by force archives the subtasks of its subtasks
      Given the task tree "Spring cleaning" is planned:
        | task             |
        | Wash the windows |
        | Wash the floor   |
      And the task "Fetch some water" is planned with:
        | field  | value          |
        | parent | Wash the floor |
      When "Spring cleaning" is archived by force
      Then "Fetch some water" is archived
      And "Wash the windows" is archived

    @TASK-6 @normal
    Scenario Outline: The reply to a task <deleted> names the subtask of its subtask
      Given the task tree "Spring cleaning" is planned:
        | task             |
        | Wash the windows |
        | Wash the floor   |
      And the task "Fetch some water" is planned with:
        | field  | value          |
        | parent | Wash the floor |
      When "Spring cleaning" is <deleted>
      Then the reply mentions "Fetch some water"

      Examples: ways of deleting
        | deleted                      |
        | archived by force            |
        | deleted permanently by force |

    @TASK-6 @critical
    Scenario Outline: A subtask four levels below a task <deleted> is <gone>
      Given the task tree "House" is planned:
        | task  |
        | Floor |
      And the task "Room" is planned with:
        | field  | value |
        | parent | Floor |
      And the task "Shelf" is planned with:
        | field  | value |
        | parent | Room  |
      And the task "Book" is planned with:
        | field  | value |
        | parent | Shelf |
      When "House" is <deleted>
      Then "Book" is <gone>

      Examples: ways of deleting
        | deleted                      | gone      |
        | archived by force            | archived  |
        | deleted permanently by force | not found |

    @TASK-6 @critical
    Scenario Outline: A task <deleted> releases the dependant of a subtask far below
      Given the task tree "House" is planned:
        | task  |
        | Floor |
      And the task "Room" is planned with:
        | field  | value |
        | parent | Floor |
      And the task "Shelf" is planned with:
        | field  | value |
        | parent | Room  |
      And the task "Read the books" is planned with:
        | field      | value       |
        | depends on | Room, Shelf |
      When "House" is <deleted>
      Then "Read the books" depends on no task

      Examples: ways of deleting
        | deleted                      |
        | archived by force            |
        | deleted permanently by force |

    @TASK-6 @normal
    Scenario Outline: A task <deleted> is named with the last of seven <relatives>
      Given the task tree "Release" is planned:
        | task    | depends on |
        | Build   |            |
        | First   | Build      |
        | Second  | Build      |
        | Third   | Build      |
        | Fourth  | Build      |
        | Fifth   | Build      |
        | Sixth   | Build      |
        | Seventh | Build      |
      When "<task>" is <deleted>
      Then the reply mentions "First"
      And the reply mentions "Seventh"

      Examples: ways of deleting
        | deleted                      | relatives  | task    |
        | archived by force            | dependants | Build   |
        | deleted permanently by force | dependants | Build   |
        | archived by force            | subtasks   | Release |
        | deleted permanently by force | subtasks   | Release |

  Rule: An archived task keeps its result

    @TASK-6 @TASK-3 @normal
    Scenario: An archived task keeps the summary of its result
      Given the task "Sort the old mail" is planned
      And it is completed with the summary "Three letters kept"
      When "Sort the old mail" is archived
      Then its summary is "Three letters kept"

    @TASK-6 @TASK-3 @normal
    Scenario: An archived task keeps its submitted work unchanged
      Given the task "Sort the old mail" is in progress
      And its result is submitted
      When "Sort the old mail" is archived
      Then its artifact is byte for byte what was submitted

  Rule: An unknown task cannot be deleted

    @TASK-6 @normal
    Scenario: Deleting an unknown task is rejected
      When an unknown task is deleted
      Then the deletion is rejected
