Feature: Template removal and installation
  A template that the user created can be deleted or uninstalled; a built-in template cannot. Installed templates are
  listed and can be loaded, and a second installation skips or overwrites them as requested. Text in round brackets stands
  for what it describes.

  Background: A release template
    Given the draft of the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | minimum length | maximum length |
      | PRODUCT   | string  | yes      |         |           |            | 2              | 20             |
      | ROUNDS    | number  | no       | 2       |           |            |                |                |
      | LOUD      | boolean | no       | false   |           |            |                |                |
      | CHANNEL   | string  | no       | web     | web, mail |            |                |                |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |                |                |
    And the draft of the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | depends on |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |            |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |            |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build      |

  Rule: A removed template no longer exists

    @TMPL-4 @critical
    Scenario: A deleted template is no longer listed
      Given the template "release" is created
      When the template "release" is deleted
      Then the removal is accepted
      And the template "release" does not exist

    @TMPL-4 @critical
    Scenario: A deleted template can no longer be loaded
      Given the template "release" is created
      When the template "release" is deleted
      And the template "release" is loaded
      Then the load is rejected

    @TMPL-4 @normal
    Scenario: A template deleted from the shared templates is no longer listed
      Given the template "release" is created as a shared template
      When the template "release" is deleted from the shared templates
      Then the template "release" does not exist

    @TMPL-4 @normal
    Scenario: A shared template can be deleted without naming its category
      Given the template "release" is created as a shared template
      When the template "release" is deleted
      Then the template "release" does not exist

    @TMPL-4 @critical
    Scenario: An uninstalled template is no longer listed
      Given the template "release" is created
      When the template "release" is uninstalled
      Then the removal is accepted
      And the template "release" does not exist

    @TMPL-4 @normal
    Scenario: An uninstalled template can no longer be loaded
      Given the template "release" is created
      When the template "release" is uninstalled
      And the template "release" is loaded
      Then the load is rejected

    @TMPL-4 @normal
    Scenario: A template uninstalled from the shared templates is no longer listed
      Given the template "release" is created as a shared template
      When the template "release" is uninstalled from the shared templates
      Then the template "release" does not exist

    @TMPL-4 @normal
    Scenario: Uninstalling a shared template from the user templates is rejected
      Given the template "release" is created as a shared template
      When the template "release" is uninstalled from the user templates
      Then the removal is rejected

    @TMPL-4 @normal
    Scenario: Uninstalling a user template keeps the shared one of that name
      Given the template "release" is created
      And the template "release" is created as a shared template
      When the template "release" is uninstalled from the user templates
      And the templates are listed
      Then the list includes the template "release" as a shared template

    @TMPL-4 @normal
    Scenario Outline: Having a shared template <removed> keeps the user template of that name
      Given the template "release" is created
      And the template "release" is created as a shared template
      When the template "release" is <removed> from the shared templates
      And the templates are listed
      Then the list includes the template "release" as a user template
      And the list does not include the template "release" as a shared template

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

    @TMPL-1 @normal
    Scenario: Two templates of one name in different categories are listed
      Given the template "release" is created
      And the template "release" is created as a shared template
      When the templates are listed
      Then the list includes the template "release" as a user template
      And the list includes the template "release" as a shared template

    @TMPL-4 @critical
    Scenario Outline: An unknown template cannot be <removed>
      When the template "no-such-template" is <removed>
      Then the removal is rejected

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

    @TMPL-4 @critical
    Scenario Outline: A built-in template cannot be <removed>
      When a built-in template is <removed>
      Then the removal is rejected

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

    @TMPL-4 @normal @own_server
    Scenario Outline: A built-in template that someone tried to have <removed> is still listed
      Given the built-in library is installed
      And the list of templates is noted
      When a built-in template is <removed>
      Then the removal is rejected
      And the list of templates is unchanged

      Examples: requests
        | removed     |
        | deleted     |
        | uninstalled |

  Rule: Installed templates are listed and can be loaded

    @TMPL-5 @critical @own_server
    Scenario: Every listed template loads after the built-in library is installed
      When the built-in library is installed
      Then the reply reports templates as installed
      And every listed template loads

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the built-in library skips every template
      Given the built-in library is installed
      When the built-in library is installed again
      Then the reply reports all templates as skipped

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the built-in library overwrites templates on request
      Given the built-in library is installed
      When the built-in library is installed over the existing one
      Then the reply reports templates as overwritten

    @TMPL-5 @normal @own_server
    Scenario Outline: Every listed template loads after the library part "<part>" is installed
      When the part "<part>" of the built-in library is installed
      Then the reply reports templates as installed
      And every listed template loads

      Examples: parts
        | part             |
        | development      |
        | research         |
        | creative         |
        | business         |
        | self development |

    @TMPL-5 @normal @own_server
    Scenario: A part of the built-in library is installed without the others
      Given the part "development" of the built-in library is installed
      When the part "research" of the built-in library is installed
      Then the reply reports all templates as installed

    @TMPL-5 @normal @own_server
    Scenario: The built-in library is completed when one part is installed already
      Given the part "research" of the built-in library is installed
      When the built-in library is installed
      Then every template reported as installed is listed

    @TMPL-5 @normal
    Scenario: Installing an unknown part of the built-in library is rejected
      When an unknown part of the built-in library is installed
      Then the installation is rejected

    @TMPL-5 @normal @own_server
    Scenario: Every listed template loads after the example templates are installed
      When the example collection is installed
      Then the reply reports templates as installed
      And every listed template loads

    @TMPL-5 @normal @own_server
    Scenario Outline: <examples> is installed as <category> templates
      When <examples> is installed
      Then every template reported as installed is listed as a <category> template

      Examples: categories
        | examples                           | category |
        | the example collection             | shared   |
        | the example collection of the user | user     |

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the example templates skips every template
      Given the example collection is installed
      When the example collection is installed again
      Then the reply reports all templates as skipped

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the example templates keeps a changed one
      Given the example collection is installed
      And the draft of the template "(an installed example)" has the tasks:
        | key | title    | description |
        | own | Our step | Our own way |
      And the template "(an installed example)" is created as a shared template, replacing the existing one
      When the example collection is installed again
      Then the template "(an installed example)" loads unchanged

    @TMPL-5 @normal @own_server
    Scenario: A second installation of the example templates overwrites them on request
      Given the example collection is installed
      When the example collection is installed over the existing one
      Then the reply reports templates as overwritten

    @TMPL-5 @normal
    Scenario: Installing an unknown part of the example templates is rejected
      When an unknown part of the example collection is installed
      Then the installation is rejected

    @TMPL-5 @normal @own_server
    Scenario: The installation status lists an installed built-in template
      Given the built-in library is installed
      When the installation status is requested
      Then the reply mentions a built-in template

    @TMPL-5 @normal @own_server
    Scenario: The installation status does not list a created template as installed
      Given the template "release" is created
      When the installation status is requested
      Then the template "release" is not reported as installed

    @TMPL-5 @TMPL-2 @normal @own_server
    Scenario: Validation reports all installed templates as valid
      Given the built-in library is installed
      And the example collection is installed
      When all templates are validated
      Then every template is reported as valid
