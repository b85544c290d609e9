Feature: The map of a task's life
  A task goes from state to state on a map with few roads. Every pair of states is tried here, by every verb that could lead
  from one to the other: where the map has a road it is taken, and everywhere else the task stays where it is.

  Rule: A change to another state keeps to the map

    @TASK-4 @API-2 @critical
    Scenario Outline: A change leads from <before> to <after>
      Given the task "Wanderer" is <before>
      When it is changed to <after>
      Then the change is accepted
      And it is still <after>

      Examples: roads
        | before      | after       |
        | pending     | blocked     |
        | in progress | blocked     |
        | in progress | failed      |
        | blocked     | in progress |
        | completed   | archived    |
        | failed      | archived    |
        | cancelled   | archived    |

    @TASK-4 @API-2 @critical
    Scenario Outline: No change leads from <before> to <after>
      Given the task "Wanderer" is <before>
      When it is changed to <after>
      Then the change is refused
      And it is still <before>

      Examples: no roads
        | before      | after       |
        | pending     | in progress |
        | pending     | completed   |
        | pending     | failed      |
        | pending     | cancelled   |
        | pending     | archived    |
        | in progress | pending     |
        | in progress | completed   |
        | in progress | cancelled   |
        | in progress | archived    |
        | blocked     | pending     |
        | blocked     | completed   |
        | blocked     | failed      |
        | blocked     | cancelled   |
        | blocked     | archived    |
        | completed   | pending     |
        | completed   | in progress |
        | completed   | blocked     |
        | completed   | failed      |
        | completed   | cancelled   |
        | failed      | pending     |
        | failed      | in progress |
        | failed      | blocked     |
        | failed      | completed   |
        | failed      | cancelled   |
        | cancelled   | pending     |
        | cancelled   | in progress |
        | cancelled   | blocked     |
        | cancelled   | completed   |
        | cancelled   | failed      |
        | archived    | pending     |
        | archived    | in progress |
        | archived    | blocked     |
        | archived    | completed   |
        | archived    | failed      |
        | archived    | cancelled   |

    @TASK-4 @API-2 @normal
    Scenario Outline: A change from <state> to <state> is accepted and changes nothing
      Given the task "Wanderer" is <state>
      When it is changed to <state>
      Then the change is accepted
      And it is still <state>

      Examples: the state it is in
        | state       |
        | pending     |
        | in progress |
        | blocked     |
        | failed      |
        | cancelled   |

  Rule: Execution leads into work, and only from where work can begin

    @TASK-2 @API-2 @critical
    Scenario Outline: Executing a task that is <before> is accepted
      Given the task "Wanderer" is <before>
      When it is executed
      Then the execution is accepted
      And it is still in progress

      Examples: roads
        | before      |
        | pending     |
        | in progress |
        | blocked     |

    @TASK-2 @API-2 @critical
    Scenario Outline: Executing a task that is <before> is refused
      Given the task "Wanderer" is <before>
      When it is executed
      Then the execution is refused
      And it is still <before>

      Examples: no roads
        | before    |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

  Rule: A hand-in leads on only from work in progress

    @TASK-3 @API-2 @critical
    Scenario Outline: Work in progress handed in <manner> leads to <after>
      Given the task "Wanderer" is in progress
      When its work is handed in <manner>
      Then the hand-in is accepted
      And it is still <after>

      Examples: roads
        | manner              | after       |
        | to be continued     | in progress |
        | as needing revision | in progress |
        | as blocked          | blocked     |

    @TASK-3 @API-2 @critical
    Scenario: Work in progress handed in as complete leads to completed
      Given the task "Wanderer" is in progress
      When its work is handed in
      Then the hand-in is accepted
      And it is still completed

    @TASK-3 @API-2 @critical
    Scenario Outline: Work on a task that is <before> cannot be handed in
      Given the task "Wanderer" is <before>
      When its work is handed in
      Then the hand-in is refused
      And it is still <before>

      Examples: no roads
        | before    |
        | pending   |
        | blocked   |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

  Rule: A cancellation leads away from what is not final

    @TASK-5 @API-2 @critical
    Scenario Outline: Cancelling a task that is <before> is accepted
      Given the task "Wanderer" is <before>
      When it is cancelled
      Then the cancellation is accepted
      And it is still cancelled

      Examples: roads
        | before      |
        | pending     |
        | in progress |
        | blocked     |

    @TASK-5 @API-2 @critical
    Scenario Outline: Cancelling a task that is <before> is refused
      Given the task "Wanderer" is <before>
      When it is cancelled
      Then the cancellation is refused
      And it is still <before>

      Examples: no roads
        | before    |
        | completed |
        | failed    |
        | cancelled |
        | archived  |

  Rule: The archive can be reached from everywhere, and left for nowhere

    @TASK-6 @API-2 @critical
    Scenario Outline: Deleting a task that is <before> puts it into the archive
      Given the task "Wanderer" is <before>
      When it is deleted
      Then the deletion is accepted
      And it is still archived

      Examples: roads
        | before      |
        | pending     |
        | in progress |
        | blocked     |
        | completed   |
        | failed      |
        | cancelled   |

    @TASK-6 @API-2 @critical
    Scenario: Deleting a task that is archived is refused
      Given the task "Wanderer" is archived
      When it is deleted
      Then the deletion is refused
      And it is still archived
