import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a workbook as a test wants it. */
export interface WorkbookPart {
  name: string;
  content: string | Buffer;
}

/** An archive of parts, each deflated. */
export function zipOf(parts: readonly WorkbookPart[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    writeSizes(local, 14, { bytes, packed });
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    writeSizes(entry, 16, { bytes, packed });
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, nameBytes, packed);
    list.push(entry, nameBytes);
    offset += local.length + nameBytes.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, one) => sum + one.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

function writeSizes(header: Buffer, at: number, given: { bytes: Buffer; packed: Buffer }): void {
  header.writeUInt32LE(crc32(given.bytes), at);
  header.writeUInt32LE(given.packed.length, at + 4);
  header.writeUInt32LE(given.bytes.length, at + 8);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts of a workbook with one sheet, whose rows are given as XML. */
export function workbookParts(rows: string, more: readonly WorkbookPart[] = []): WorkbookPart[] {
  const styles = `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>
    <xf numFmtId="20"/><xf numFmtId="22"/></cellXfs></styleSheet>`;
  return [
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>
        <sheet name="Tuần" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${packaged}">
        <Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', content: styles },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...more,
  ];
}
