#pragma once

#include <string>

#include "saddle/homework.h"
#include "ui/ui.h"

namespace saddle::app {

// One question, as a teacher writes it, under "name.ask" …; `number`: from 1. False where it is to be taken away.
bool edit_question(ui::Ui& ui, const std::string& name, size_t number, Question& question);

}  // namespace saddle::app
