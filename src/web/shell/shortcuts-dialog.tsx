import { Kbd, Modal, Table } from '@mantine/core';

const SHORTCUTS: readonly (readonly [keys: string, action: string])[] = [
  ['Ctrl K', 'Search and commands'],
  ['?', 'This list'],
  ['Esc', 'Close a panel or dialog, cancel a drag'],
  ['Ctrl S', 'Save the scenario'],
  ['Ctrl Z · Ctrl Shift Z', 'Undo · redo'],
  ['Ctrl Enter', 'OK in a dialog; Run once on the canvas'],
  ['← → ↑ ↓', 'On a module: the module before or after, between routes'],
  ['Shift ← · Shift →', 'Move the module earlier · later'],
  ['Enter · F2', 'Open the settings of a module · rename it'],
  ['A · Insert', 'Add a module after the focused one'],
  ['Delete', 'Delete the focused module'],
  ['Ctrl C · X · V · D', 'Copy, cut, paste, duplicate a module'],
  ['R · Shift R', 'Run this module only · run from here, on the last outputs before it'],
  ['I', 'Inspect the output of the focused module'],
  ['F', 'Set up a filter before the focused module'],
  ['+ · − · 0 · 1', 'Zoom in, out, 100 %, fit'],
  ['Alt ↓', 'In a mappable field: to the mapping panel; Esc returns'],
  ['Ctrl Space · {{', 'In a mappable field: complete items and functions'],
];

/** Lists the keys of the page. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="lg">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Keys</Table.Th>
            <Table.Th>Action</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {SHORTCUTS.map(([keys, action]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{action}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
