#pragma once

#include <string>

#include "saddle/communicator.h"

namespace saddle {

// What the module saddle_mpi.so has to offer: one function under this name. It is loaded under mpirun alone, so that
// the program runs where there is no MPI, and starts as fast as ever. The number counts changes of Communicator.
constexpr const char* mpi_entry = "saddle_mpi_1";

// Throws what tells that a rank has failed. Never returns.
using RaiseFailure = void (*)(int rank, const std::string& why);
using MpiEntry = Communicator* (*)(RaiseFailure raise);  // the caller owns what it returns

}  // namespace saddle
