"""What becomes of Allure's page before anybody reads it: less is put in, some is added, and the rest is compressed."""
